import type { EconomicOrder, EconomicOrderProblem } from "./economic-order-quantity.js";

export interface EconomicOrderBacklogProblem extends EconomicOrderProblem {
  /** Per unit of backlog and unit of time, money. */
  readonly shortageCost: number;
}

export interface EconomicOrderWithBacklog extends EconomicOrder {
  /** Share of demand that waits for the next order, 0 to 1. */
  readonly shareBacklogged: number;
}

/**
 * The economic order quantity where demand may wait: Q = √(2 K λ (h + p) / (h p)), of which h / (h + p) goes
 * to those who waited (Snyder and Shen 2019, chapter 3).
 */
export function economicOrderQuantityBacklog(problem: EconomicOrderBacklogProblem): EconomicOrderWithBacklog {
  const { orderCost, holdingCost, shortageCost, demandRate } = problem;
  const either = (holdingCost * shortageCost) / (holdingCost + shortageCost);
  return {
    orderQuantity: Math.sqrt((2 * orderCost * demandRate) / either),
    shareBacklogged: holdingCost / (holdingCost + shortageCost),
    cost: Math.sqrt(2 * orderCost * demandRate * either),
  };
}
