import { backlog } from "../backlog/backlog.js";
import type { SingleStockOptions } from "../mechanics/single-stock.js";
import type { Money, Problem } from "../problem.js";

export interface FixedCostOptions extends SingleStockOptions {
  /** Money per order, whatever its size [K]. */
  readonly orderCost: Money;
}

/** Backlog with a cost for every order placed: an (s, S) policy is optimal (Scarf 1960). */
export function fixedCost({ orderCost, ...options }: FixedCostOptions): Problem {
  const base = backlog(options);
  return {
    ...base,
    name: "fixed-cost",
    summary: "One stock with a lead time and backlog; every order costs the same besides its units.",
    gradient: "none",
    justInTime: false,
    economics: { ...base.economics, orderCost },
    step(state, decided, moment, economics) {
      const next = base.step(state, decided, moment, economics);
      return { ...next, cost: next.cost.add(economics.orderCost.mul(decided.order.greater(0))) };
    },
  };
}
