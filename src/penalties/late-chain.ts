import { hasOnOrder, isPlain, onlyOrders, risingTowardsFirst } from "./chain.js";
import type { Penalty } from "./penalty.js";

/** −1 ≤ g_{L−1} ≤ … ≤ g_0 ≤ 0, g_l = ∂order / ∂(units due in l periods). Zipkin (2008), Morton (1969). */
export function lateChain(): Penalty {
  return {
    name: "late-chain",
    summary: "A unit on hand or on order lowers the order, most of all one that was ordered last.",
    applies: (problem) =>
      isPlain(problem) && onlyOrders(problem) && problem.ageRows === 0 && hasOnOrder(problem),
    excess: ({ decisions }) => risingTowardsFirst(decisions[0].stockSlopes),
  };
}
