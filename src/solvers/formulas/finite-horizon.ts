import type { DemandModel } from "./demand-model.js";
import { newsvendorCost } from "./newsvendor.js";

export interface HorizonPeriod {
  readonly demand: DemandModel;
  /** Per order, money. */
  readonly orderCost: number;
  /** Per unit ordered, money. */
  readonly unitCost: number;
  /** Per unit on hand at the end of the period, money. */
  readonly holdingCost: number;
  /** Per unit of backlog at the end of the period, money. */
  readonly shortageCost: number;
}

export interface FiniteHorizonProblem {
  readonly periods: readonly HorizonPeriod[];
  /** Per unit on hand, and per unit of backlog, after the last period. */
  readonly terminal: { readonly holdingCost: number; readonly shortageCost: number };
  /** Money of the next period over money of this one, above 0 and at most 1. */
  readonly discount: number;
  /** On-hand less backlog before the first order, whole units. */
  readonly startingStock: number;
  /**
   * Demand is rounded to whole units within this many standard deviations of its mean and not below 0; what
   * lies outside has no future cost. 8 where not given; textbook tables were made with 4.
   */
  readonly spread?: number;
}

export interface FiniteHorizonAnswer {
  /** By period: order when the stock is at or below it, units; −∞ where it is best never to order. */
  readonly reorderPoints: readonly number[];
  /** By period: order up to it, units. */
  readonly orderUpToLevels: readonly number[];
  /** Expected discounted cost of the whole horizon, money. */
  readonly cost: number;
}

/**
 * The best policy over a finite horizon with backlog and no lead time: an (s, S) policy in each period, by
 * backward recursion on whole units (Scarf 1960; Snyder and Shen 2019, sections 4.3.3 and 4.4.3):
 *
 *     θ_t(x) = min_{y ≥ x} K 1[y > x] + c (y − x) + G_t(y) + γ E[θ_{t+1}(y − D)].
 *
 * G_t is the newsvendor cost of the demand as given; only the step to the next period rounds it. All stock
 * that can be reached is on the grid, so nothing is cut off.
 */
export function finiteHorizon(problem: FiniteHorizonProblem): FiniteHorizonAnswer {
  const { periods, terminal, discount, startingStock, spread = 8 } = problem;
  const steps = periods.map(({ demand }) => roundedDemand(demand, spread));
  const mostDemand = steps.reduce((sum, step) => sum + step.first + step.probabilities.length - 1, 0);
  const lowest = Math.min(startingStock, 0) - mostDemand;
  const states = Math.max(startingStock, mostDemand) - lowest + 1;

  let future: Float64Array = Float64Array.from({ length: states }, (_, state) => {
    const stock = lowest + state;
    return terminal.holdingCost * Math.max(stock, 0) + terminal.shortageCost * Math.max(-stock, 0);
  });
  const reorderPoints: number[] = [];
  const orderUpToLevels: number[] = [];
  for (let t = periods.length - 1; t >= 0; t--) {
    const afterOrder = costsAfterOrder({ period: periods[t], step: steps[t], discount, lowest, future });
    const decided = decide(periods[t], afterOrder, lowest);
    reorderPoints.unshift(decided.reorderPoint);
    orderUpToLevels.unshift(decided.orderUpToLevel);
    future = decided.costs;
  }
  return { reorderPoints, orderUpToLevels, cost: future[startingStock - lowest] };
}

/** Probabilities of `first`, `first` + 1, … units. */
interface RoundedDemand {
  readonly first: number;
  readonly probabilities: Float64Array;
}

function roundedDemand(demand: DemandModel, spread: number): RoundedDemand {
  const first = Math.max(0, Math.round(demand.mean - spread * demand.deviation));
  const last = Math.round(demand.mean + spread * demand.deviation);
  const probabilities = Float64Array.from({ length: last - first + 1 }, (_, index) => {
    const quantity = first + index;
    return demand.cumulative(quantity + 0.5) - demand.cumulative(quantity - 0.5);
  });
  return { first, probabilities };
}

interface AfterOrder {
  readonly period: HorizonPeriod;
  readonly step: RoundedDemand;
  readonly discount: number;
  readonly lowest: number;
  readonly future: Float64Array;
}

/** c y + G(y) + γ E[θ(y − D)] by position y; positions below the grid count as its lowest. */
function costsAfterOrder({ period, step, discount, lowest, future }: AfterOrder): Float64Array {
  return future.map((_, state) => {
    let expected = 0;
    for (let index = 0; index < step.probabilities.length; index++)
      expected += step.probabilities[index] * future[Math.max(state - step.first - index, 0)];
    const position = lowest + state;
    return period.unitCost * position + newsvendorCost(period, position) + discount * expected;
  });
}

interface Decided {
  readonly reorderPoint: number;
  readonly orderUpToLevel: number;
  readonly costs: Float64Array;
}

function decide({ orderCost, unitCost }: HorizonPeriod, afterOrder: Float64Array, lowest: number): Decided {
  const costs = new Float64Array(afterOrder.length);
  let best = afterOrder.length - 1;
  let reorderPoint = -Infinity;
  for (let state = best; state >= 0; state--) {
    if (afterOrder[state] <= afterOrder[best]) best = state;
    const ordering = orderCost + afterOrder[best];
    const orders = afterOrder[state] > ordering;
    if (orders && reorderPoint === -Infinity) reorderPoint = lowest + state;
    costs[state] = Math.min(afterOrder[state], ordering) - unitCost * (lowest + state);
  }
  return { reorderPoint, orderUpToLevel: lowest + best, costs };
}
