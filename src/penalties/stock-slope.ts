import { hasOnOrder, isPlain, onlyOrders, risingTowardsFirst } from "./chain.js";
import type { Penalty } from "./penalty.js";

/** −1 ≤ ∂order / ∂(units on hand) ≤ 0, where nothing can be on order: a base-stock policy has −1 or 0. */
export function stockSlope(): Penalty {
  return {
    name: "stock-slope",
    summary: "Where orders arrive at once, a unit on hand lowers the order by at most one.",
    applies: (problem) =>
      isPlain(problem) && onlyOrders(problem) && problem.ageRows === 0 && !hasOnOrder(problem),
    excess: ({ decisions }) => risingTowardsFirst(decisions[0].stockSlopes),
  };
}
