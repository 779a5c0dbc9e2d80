import { type Distribution, pmfTable } from "../../demand/distributions.js";
import { convolve } from "../markov/convolve.js";

export interface DualSourcingOptions {
  readonly demand: Distribution;
  /** Per unit on hand at the end of a period. */
  readonly holdingCost: number;
  /** Per unit of backlog at the end of a period. */
  readonly shortageCost: number;
  /** Periods; see the order of events in `dualSourcingInstance`. */
  readonly regularLeadTime: number;
  readonly expeditedLeadTime: number;
  /** Per unit. */
  readonly regularCost: number;
  readonly expeditedCost: number;
}

/** The reduced problem that all policies of this folder share. */
export interface DualSourcingInstance {
  /** Probability of demand 0, 1, 2, … in a period. */
  readonly demand: Float64Array;
  readonly meanDemand: number;
  /** Regular lead time − expedited lead time, at least 1. */
  readonly leadTimeGap: number;
  /** What an expedited unit costs more than a regular one. */
  readonly premium: number;
  /** Regular cost of the mean demand: every policy pays it in every period. */
  readonly regularSpend: number;
  /** Demand over the expedited lead time and the period after it. */
  readonly exposure: Float64Array;
  /**
   * Expected holding and shortage cost of the period in which an expedited order of now can first serve
   * demand, when the expedited position (see below) after ordering is `position`.
   */
  readonly periodCost: (position: number) => number;
}

/**
 * Order of events in a period: receive what is due; order from both suppliers; what is due at once (an
 * expedited order with lead time 0) arrives; demand; costs on net stock. An order with lead time l placed
 * in period t can serve demand of period t + l.
 *
 * With backlog, orders due within the expedited lead time l_e cannot be changed any more, so they and net
 * stock form one number, the *expedited position* X = net stock + all orders due up to t + l_e. Beside X
 * only the regular orders due in periods t + l_e + 1, …, t + l_r − 1 matter: l_r − l_e − 1 numbers.
 * The cost of period t + l_e depends on X after the expedited order, so it is charged to period t. All
 * units are bought sooner or later, hence only the premium of expediting depends on the policy.
 * Whittemore and Saunders (1977); Veeraraghavan and Scheller-Wolf (2008), Operations Research 56(4).
 */
export function dualSourcingInstance(options: DualSourcingOptions): DualSourcingInstance {
  const demand = pmfTable(options.demand);
  const meanDemand = mean(demand);
  const exposure = convolvePower(demand, options.expeditedLeadTime + 1);
  return {
    demand,
    meanDemand,
    leadTimeGap: options.regularLeadTime - options.expeditedLeadTime,
    premium: options.expeditedCost - options.regularCost,
    regularSpend: options.regularCost * meanDemand,
    exposure,
    periodCost: expectedPeriodCost(exposure, options.holdingCost, options.shortageCost),
  };
}

/** The distribution of the sum of `count` independent quantities, each distributed as `table`. */
export function convolvePower(table: Float64Array, count: number): Float64Array {
  let sum: Float64Array = Float64Array.of(1);
  for (let term = 0; term < count; term++) sum = convolve(sum, table);
  return sum;
}

export function mean(table: Float64Array): number {
  return table.reduce((sum, probability, quantity) => sum + probability * quantity, 0);
}

function expectedPeriodCost(exposure: Float64Array, holdingCost: number, shortageCost: number) {
  const exposed = mean(exposure);
  const costs = new Float64Array(exposure.length);
  for (let position = 0; position < costs.length; position++) {
    let left = 0;
    for (let units = 0; units < position; units++) left += exposure[units] * (position - units);
    costs[position] = holdingCost * left + shortageCost * (left - position + exposed);
  }
  return (position: number): number => {
    if (position < 0) return shortageCost * (exposed - position);
    if (position >= costs.length) return holdingCost * (position - exposed);
    return costs[position];
  };
}
