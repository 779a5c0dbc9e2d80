/** Demand and costs may be per period or per year, as long as it is the same for both. */
export interface EconomicOrderProblem {
  /** Per order, money. */
  readonly orderCost: number;
  /** Per unit held and unit of time, money. */
  readonly holdingCost: number;
  /** Units per unit of time, steady and known. */
  readonly demandRate: number;
}

export interface EconomicOrder {
  /** Units. */
  readonly orderQuantity: number;
  /** Money per unit of time. */
  readonly cost: number;
}

/** The order quantity that balances order cost and holding cost, √(2 K λ / h) (Harris 1913). */
export function economicOrderQuantity(problem: EconomicOrderProblem): EconomicOrder {
  const { orderCost, holdingCost, demandRate } = problem;
  const orderQuantity = Math.sqrt((2 * orderCost * demandRate) / holdingCost);
  return { orderQuantity, cost: Math.sqrt(2 * orderCost * demandRate * holdingCost) };
}

/** Cost per unit of time of ordering `orderQuantity` > 0 each time: K λ / Q + h Q / 2. */
export function economicOrderCost(problem: EconomicOrderProblem, orderQuantity: number): number {
  const { orderCost, holdingCost, demandRate } = problem;
  return (orderCost * demandRate) / orderQuantity + (holdingCost * orderQuantity) / 2;
}
