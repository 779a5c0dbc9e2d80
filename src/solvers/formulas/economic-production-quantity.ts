import {
  type EconomicOrder,
  type EconomicOrderProblem,
  economicOrderQuantity,
} from "./economic-order-quantity.js";

export interface EconomicProductionProblem extends EconomicOrderProblem {
  /** Units per unit of time while producing; above the demand rate. */
  readonly productionRate: number;
}

/**
 * The batch to produce where stock arrives at a finite rate: an economic order quantity in which a unit is
 * held for the share 1 − λ / μ only (Taft 1918; Snyder and Shen 2019, chapter 3).
 */
export function economicProductionQuantity(problem: EconomicProductionProblem): EconomicOrder {
  const heldShare = 1 - problem.demandRate / problem.productionRate;
  return economicOrderQuantity({ ...problem, holdingCost: problem.holdingCost * heldShare });
}
