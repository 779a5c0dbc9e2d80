import type { Policy } from "../../policies/policy.js";
import type { Baseline } from "./baseline.js";
import { fittedByGradient } from "./fitted-by-gradient.js";
import { fittedBySearch } from "./fitted-by-search.js";

/** Numbers that all series share, found by gradient where the problem has one, else by search. */
export function fittedShared(policy: Policy): Pick<Baseline, "name" | "summary" | "fit"> {
  const [byGradient, bySearch] = [fittedByGradient(policy), fittedBySearch(policy)];
  return {
    name: policy.name,
    summary: policy.summary,
    fit: (task) => (task.world.problem.gradient === "pathwise" ? byGradient : bySearch).fit(task),
  };
}
