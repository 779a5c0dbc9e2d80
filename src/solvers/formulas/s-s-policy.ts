import { demandOver } from "../markov/convolve.js";
import { newsvendor, newsvendorCost, type NewsvendorProblem } from "./newsvendor.js";
import { wholeUnitDemand } from "./whole-unit-demand.js";

/** Periodic review, backlog, whole units; every order costs `orderCost`, whatever its size. */
export interface FixedOrderCostProblem {
  /** Per order, money. */
  readonly orderCost: number;
  /** Per unit on hand at the end of a period, money. */
  readonly holdingCost: number;
  /** Per unit of backlog at the end of a period, money. */
  readonly shortageCost: number;
  /** P(demand of a period = 0, 1, 2, …); sums to 1, and some demand is possible. */
  readonly demand: Float64Array;
  /** Periods; an order decided in period t can serve demand of period t + leadTime. 0 where not given. */
  readonly leadTime?: number;
}

/** Order up to `orderUpToLevel` whenever the inventory position is at or below `reorderPoint`. Units. */
export interface SsPolicy {
  readonly reorderPoint: number;
  readonly orderUpToLevel: number;
}

export interface SsAnswer extends SsPolicy {
  /** Average cost per period, money. */
  readonly cost: number;
}

/** What every policy with an order cost is computed from. */
export interface FixedOrderCostModel {
  /** Per order, money. */
  readonly orderCost: number;
  /** P(demand of a period = 0, 1, 2, …). */
  readonly demand: Float64Array;
  /**
   * G(y): expected holding and shortage cost at the end of the period in which an order decided now can
   * first be used, with inventory position y after ordering: the newsvendor cost of the demand of L + 1
   * periods. Convex in y.
   */
  readonly positionCost: (position: number) => number;
  /** The position that makes it least. */
  readonly bestPosition: number;
  /** m(j) for j = 0, …, most at least: expected periods that begin with j units demanded since an order. */
  readonly renewals: (most: number) => readonly number[];
}

/**
 * The best (s, S) policy, which no other policy beats: Zheng and Federgruen (1991), Operations Research
 * 39(4). With G(y) the expected cost of a period at position y and m the renewal density of demand, an
 * order every M(S − s) periods makes the average cost
 *
 *     c(s, S) = [K + Σ_{j < S − s} m(j) G(S − j)] / M(S − s),   M(n) = Σ_{j < n} m(j).             (3)
 *
 * s is best for a given S where G(s) ≥ c(s, S) > G(s + 1); S moves up until G(S) exceeds the best cost.
 */
export function optimalSsPolicy(problem: FixedOrderCostProblem | FixedOrderCostModel): SsAnswer {
  const model = asModel(problem);
  const { positionCost, bestPosition } = model;
  let bestLevel = bestPosition;
  let s = bestLevel - 1;
  while (averageCost(model, s, bestLevel) > positionCost(s)) s--;
  let least = averageCost(model, s, bestLevel);
  for (let S = bestLevel + 1; positionCost(S) <= least; S++) {
    if (averageCost(model, s, S) >= least) continue;
    bestLevel = S;
    while (averageCost(model, s, S) <= positionCost(s + 1)) s++;
    least = averageCost(model, s, S);
  }
  return { reorderPoint: s, orderUpToLevel: bestLevel, cost: least };
}

/** Average cost per period of any (s, S) policy, s < S whole, by (3). */
export function ssPolicyCost(
  problem: FixedOrderCostProblem | FixedOrderCostModel,
  { reorderPoint, orderUpToLevel }: SsPolicy,
): number {
  return averageCost(asModel(problem), reorderPoint, orderUpToLevel);
}

/** The model of a problem; worth keeping where several policies are costed, as long lead times take time. */
export function fixedOrderCostModel(problem: FixedOrderCostProblem): FixedOrderCostModel {
  const periods = (problem.leadTime ?? 0) + 1;
  const demand = wholeUnitDemand(demandOver(problem.demand, periods)[periods]);
  const overLeadTime: NewsvendorProblem = { ...problem, demand };
  return {
    orderCost: problem.orderCost,
    demand: problem.demand,
    positionCost: remembered((position) => newsvendorCost(overLeadTime, position)),
    bestPosition: newsvendor(overLeadTime).level,
    renewals: renewalDensity(problem.demand),
  };
}

function asModel(problem: FixedOrderCostProblem | FixedOrderCostModel): FixedOrderCostModel {
  return "positionCost" in problem ? problem : fixedOrderCostModel(problem);
}

function averageCost(model: FixedOrderCostModel, s: number, S: number): number {
  const { orderCost, positionCost, renewals } = model;
  const visits = renewals(S - s);
  let cost = orderCost;
  let periods = 0;
  for (let j = 0; j < S - s; j++) {
    cost += visits[j] * positionCost(S - j);
    periods += visits[j];
  }
  return cost / periods;
}

/** Computed as far as asked. */
function renewalDensity(demand: Float64Array): (most: number) => readonly number[] {
  const moves = 1 - demand[0];
  const visits = [1 / moves];
  return (most) => {
    for (let j = visits.length; j <= most; j++) {
      let sum = 0;
      for (let k = Math.min(j, demand.length - 1); k >= 1; k--) sum += demand[k] * visits[j - k];
      visits.push(sum / moves);
    }
    return visits;
  };
}

/** The search asks for the same whole positions many times. */
function remembered(cost: (position: number) => number): (position: number) => number {
  const above: number[] = [];
  const below: number[] = [];
  return (position) => {
    const known = position < 0 ? below : above;
    const index = position < 0 ? -1 - position : position;
    // Without gaps, since a gap would make the array slow.
    for (let next = known.length; next <= index; next++) known.push(cost(position < 0 ? -1 - next : next));
    return known[index];
  };
}
