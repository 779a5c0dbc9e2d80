import { isPlain, risingTowardsFirst } from "./chain.js";
import type { Penalty } from "./penalty.js";
import { hasTwoSuppliers } from "./two-suppliers.js";

/** −1 ≤ g_{L−1} ≤ … ≤ g_0 ≤ 0 for the order that arrives last. Li and Yu (2014), Hua et al. (2015). */
export function slowSupplierChain(): Penalty {
  return {
    name: "slow-supplier-chain",
    summary: "Of two suppliers, the slow one's order falls most with units that arrive last.",
    applies: (problem) => isPlain(problem) && hasTwoSuppliers(problem),
    excess: ({ decisions }) => risingTowardsFirst(decisions[1].stockSlopes),
  };
}
