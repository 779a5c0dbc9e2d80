import { isPlain, risingTowardsLast } from "./chain.js";
import type { Penalty } from "./penalty.js";
import { hasTwoSuppliers } from "./two-suppliers.js";

/** −1 ≤ g_0 ≤ … ≤ g_{L−1} ≤ 0 for the order that arrives first. Li and Yu (2014), Hua et al. (2015). */
export function fastSupplierChain(): Penalty {
  return {
    name: "fast-supplier-chain",
    summary: "Of two suppliers, the fast one's order falls most with units that arrive first.",
    applies: (problem) => isPlain(problem) && hasTwoSuppliers(problem),
    excess: ({ decisions }) => risingTowardsLast(decisions[0].stockSlopes),
  };
}
