import { type Distribution, pmfTable } from "../../demand/distributions.js";

/** One stock whose unserved demand is lost. Zipkin (2008), Operations Research 56(5), section 2. */
export interface LostSalesModel {
  readonly leadTime: number;
  readonly holdingCost: number;
  readonly shortageCost: number;
  /** Probabilities of demand 0, 1, 2, … in one period. */
  readonly demand: Float64Array;
  readonly mean: number;
}

export function lostSalesModel(options: {
  readonly leadTime: number;
  readonly holdingCost: number;
  readonly shortageCost: number;
  readonly demand: Distribution;
}): LostSalesModel {
  const demand = pmfTable(options.demand);
  const mean = demand.reduce((sum, probability, quantity) => sum + probability * quantity, 0);
  return { ...options, demand, mean };
}

/** Expected cost of a period that starts with 0, 1, …, `most` on hand: h E(y − D)⁺ + p E(D − y)⁺. */
export function periodCosts({ demand, mean, holdingCost, shortageCost }: LostSalesModel, most: number) {
  const costs = new Float64Array(most + 1);
  let left = 0;
  let within = 0;
  for (let onHand = 0; onHand <= most; onHand++) {
    costs[onHand] = holdingCost * left + shortageCost * Math.max(mean - onHand + left, 0);
    within += demand[onHand] ?? 0;
    left += Math.min(within, 1);
  }
  return costs;
}

/** The best level where orders arrive at once, so that every period is a newsvendor. */
export function newsvendorLevel(model: LostSalesModel): number {
  const costs = periodCosts(model, model.demand.length);
  return costs.reduce((best, cost, candidate) => (cost < costs[best] - 1e-11 ? candidate : best), 0);
}

/** Probabilities that demand is at least 0, 1, …, `most`. */
export function atLeast(demand: Float64Array, most: number): Float64Array {
  const upper = new Float64Array(Math.max(most, demand.length) + 1);
  for (let quantity = demand.length - 1; quantity >= 0; quantity--)
    upper[quantity] = upper[quantity + 1] + demand[quantity];
  return upper.slice(0, most + 1);
}

/**
 * The smallest level that demand of `periods` periods exceeds with at most this probability.
 * A tie within rounding counts as reached.
 */
export function fractile(demandOfPeriods: Float64Array, exceedance: number): number {
  let exceeds = 1;
  for (let level = 0; level < demandOfPeriods.length; level++) {
    exceeds -= demandOfPeriods[level];
    if (exceeds <= exceedance + 1e-12) return level;
  }
  return demandOfPeriods.length - 1;
}
