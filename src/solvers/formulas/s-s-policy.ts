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

/**
 * The best (s, S) policy, which no other policy beats: Zheng and Federgruen (1991), Operations Research
 * 39(4). With G(y) the expected cost of a period at position y and m the renewal density of demand, an
 * order every M(S − s) periods makes the average cost
 *
 *     c(s, S) = [K + Σ_{j < S − s} m(j) G(S − j)] / M(S − s),   M(n) = Σ_{j < n} m(j).             (3)
 *
 * s is best for a given S where G(s) ≥ c(s, S) > G(s + 1); S moves up until G(S) exceeds the best cost.
 */
export function optimalSsPolicy(problem: FixedOrderCostProblem): SsAnswer {
  const atLevel = positionCosts(problem);
  const renewals = renewalDensity(problem.demand);
  const cost = (s: number, S: number) => averageCost(problem.orderCost, atLevel.cost, renewals, s, S);

  let bestLevel = atLevel.best;
  let s = bestLevel - 1;
  while (cost(s, bestLevel) > atLevel.cost(s)) s--;
  let least = cost(s, bestLevel);
  for (let S = bestLevel + 1; atLevel.cost(S) <= least; S++) {
    if (cost(s, S) >= least) continue;
    bestLevel = S;
    while (cost(s, S) <= atLevel.cost(s + 1)) s++;
    least = cost(s, S);
  }
  return { reorderPoint: s, orderUpToLevel: bestLevel, cost: least };
}

/** Average cost per period of any (s, S) policy, s < S whole, by (3). */
export function ssPolicyCost(problem: FixedOrderCostProblem, policy: SsPolicy): number {
  const { cost } = positionCosts(problem);
  const renewals = renewalDensity(problem.demand);
  return averageCost(problem.orderCost, cost, renewals, policy.reorderPoint, policy.orderUpToLevel);
}

export interface PositionCosts {
  /**
   * G(y): expected holding and shortage cost at the end of the period in which an order decided now can
   * first be used, with inventory position y after ordering. Convex in y.
   */
  readonly cost: (position: number) => number;
  /** The position that makes it least. */
  readonly best: number;
}

/** What the inventory position costs: a newsvendor that faces the demand of L + 1 periods. */
export function positionCosts(problem: FixedOrderCostProblem): PositionCosts {
  const periods = (problem.leadTime ?? 0) + 1;
  const demand = wholeUnitDemand(demandOver(problem.demand, periods)[periods]);
  const newsvendorProblem: NewsvendorProblem = { ...problem, demand };
  return {
    cost: (position) => newsvendorCost(newsvendorProblem, position),
    best: newsvendor(newsvendorProblem).level,
  };
}

function averageCost(
  orderCost: number,
  positionCost: (position: number) => number,
  renewals: (total: number) => number,
  ...[s, S]: [s: number, S: number]
): number {
  let cost = orderCost;
  let periods = 0;
  for (let j = 0; j < S - s; j++) {
    const visits = renewals(j);
    cost += visits * positionCost(S - j);
    periods += visits;
  }
  return cost / periods;
}

/** m(j): expected number of periods that begin with j units demanded since an order; computed as asked. */
function renewalDensity(demand: Float64Array): (total: number) => number {
  const moves = 1 - demand[0];
  const visits = [1 / moves];
  return (total) => {
    for (let j = visits.length; j <= total; j++) {
      let sum = 0;
      for (let k = Math.min(j, demand.length - 1); k >= 1; k--) sum += demand[k] * visits[j - k];
      visits.push(sum / moves);
    }
    return visits[total];
  };
}
