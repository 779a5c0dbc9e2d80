import type { Policy } from "../../policies/policy.js";
import { searchNumbers } from "../search-numbers.js";
import { validation } from "../validation.js";
import type { Baseline } from "./baseline.js";

/**
 * A classical policy whose few numbers, the same for all series, are searched by what they would have cost on
 * the history. It needs no gradient, and sees orders in whole units as they will be placed.
 */
export function fittedBySearch(policy: Policy): Pick<Baseline, "name" | "summary" | "fit"> {
  return {
    name: policy.name,
    summary: policy.summary,
    async fit(task) {
      const bound = policy.bind(task.setting);
      const { world, setting, executor } = task;
      const range = { from: task.range.from, to: task.validation.to };
      const judge = validation({ world, setting, policy: bound, executor, range });
      const initial = bound.initial(task.stream.child(policy.name));
      const start = Object.fromEntries(Array.from(initial, (value, i) => [`${i}`, Float64Array.of(value)]));
      const found = searchNumbers({
        start,
        costOf: (tried) => [judge.cost(initial.map((_, i) => tried[i][0]))],
      });
      judge.dispose();
      return { policy: bound, parameters: initial.map((_, i) => found[i][0]) };
    },
  };
}
