import { concat } from "../engine/index.js";
import { betweenMinusOneAndZero, hasOnOrder, isPlain } from "./chain.js";
import type { Penalty } from "./penalty.js";

/**
 * −1 ≤ ∂order / ∂x ≤ 0, 0 ≤ ∂removed / ∂x ≤ 1, and never both in one period: an interval-stock policy.
 * Maggiar and Sadighian (2017).
 */
export function orderOrRemove(): Penalty {
  return {
    name: "order-or-remove",
    summary: "Where stock may be removed, more of it lowers the order and raises the removal; never both.",
    applies: (problem) =>
      isPlain(problem) &&
      !hasOnOrder(problem) &&
      problem.decisions.map(({ direction }) => direction).join() === "up,down",
    excess({ scale, decisions: [order, removed] }) {
      const both = order.quantity.atMost(removed.quantity).div(scale);
      return concat([
        betweenMinusOneAndZero(order.stockSlopes),
        betweenMinusOneAndZero(removed.stockSlopes.negate()),
        both,
      ]);
    },
  };
}
