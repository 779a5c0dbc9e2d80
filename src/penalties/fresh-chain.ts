import { isPlain, onlyOrders, risingTowardsFirst } from "./chain.js";
import type { Penalty } from "./penalty.js";

/**
 * −1 ≤ g_latest ≤ … ≤ g_oldest ≤ 0, g_a = ∂order / ∂(units of age a), units on order being the youngest.
 * Nahmias and Pierskalla (1973), Fries (1975), Nahmias (1975). Where the freshest units are sold first the
 * best orders break it: with more stock it can pay to order nothing rather than a little.
 */
export function freshChain(): Penalty {
  return {
    name: "fresh-chain",
    summary: "Where stock ages, a unit lowers the order the more, the longer it can still be sold.",
    applies: (problem) =>
      isPlain(problem) && onlyOrders(problem) && problem.ageRows > 0 && problem.oldestFirst === true,
    excess: ({ decisions }) => risingTowardsFirst(decisions[0].stockSlopes),
  };
}
