import { type Distribution, pmfTable } from "../../demand/distributions.js";

export interface ProcurementRemovalOptions {
  readonly demand: Distribution;
  /** Earned per unit sold. */
  readonly price: number;
  /** Paid per unit ordered. */
  readonly unitCost: number;
  /** Earned per unit removed; below the unit cost. */
  readonly salvageValue: number;
  /** Per unit left at the end of a period. */
  readonly holdingCost: number;
  /** Per period, below 1. */
  readonly discount: number;
}

/**
 * Order of events in a period: with x on hand, order or remove so that y are on hand; demand; sales of
 * min(D, y), the rest of demand is lost; holding cost on what is left. Costs are minus the reward
 *
 *     price · min(D, y) − unitCost · (y − x)^+ + salvageValue · (x − y)^+ − holdingCost · (y − D)^+
 *
 * The best decision is interval-stock: order up to `lowLevel` from below it, remove down to `upLevel` from
 * above that, do nothing in between. Maggiar and Sadighian (2017), with a fixed price.
 */
export interface ProcurementRemovalInstance extends Omit<ProcurementRemovalOptions, "demand"> {
  /** Probability of demand 0, 1, 2, … in a period. */
  readonly demand: Float64Array;
  readonly meanDemand: number;
}

export function procurementRemovalInstance(options: ProcurementRemovalOptions): ProcurementRemovalInstance {
  const demand = pmfTable(options.demand);
  const meanDemand = demand.reduce((sum, probability, units) => sum + probability * units, 0);
  return { ...options, demand, meanDemand };
}

/** Expected holding cost less revenue of a period, with 0, 1, 2, …, `most` units on hand before demand. */
export function periodCosts(instance: ProcurementRemovalInstance, most: number): Float64Array {
  const { demand, price, holdingCost } = instance;
  const costs = new Float64Array(most + 1);
  let left = 0;
  let below = 0;
  for (let stock = 0; stock <= most; stock++) {
    // E(stock − D)^+ grows by P(D < stock) with each unit.
    left += below;
    below += demand[stock] ?? 0;
    costs[stock] = holdingCost * left - price * (stock - left);
  }
  return costs;
}
