/** Order `orderQuantity` whenever the inventory position falls to `reorderPoint`. Units. */
export interface RqPolicy {
  readonly reorderPoint: number;
  readonly orderQuantity: number;
}

export interface RqAnswer extends RqPolicy {
  /** Average cost per unit of time, money. */
  readonly cost: number;
}

/** Continuous review, backlog. Time in one unit, for instance years, throughout. */
export interface RqProblem {
  /** Per order, money. */
  readonly orderCost: number;
  /** Per unit on hand and unit of time, money. */
  readonly holdingCost: number;
  /** Per unit of backlog and unit of time, money, unless a function says otherwise. */
  readonly shortageCost: number;
  /** Mean demand, units per unit of time. */
  readonly demandRate: number;
  /** From order to receipt, units of time. */
  readonly leadTime: number;
}
