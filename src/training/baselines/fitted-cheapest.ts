import { validation } from "../validation.js";
import type { Baseline, BaselineTask, FittedBaseline } from "./baseline.js";

type Fitted = Pick<Baseline, "name" | "summary" | "fit">;

/** A classical policy in variants between which the history chooses: all are fitted, the cheapest is kept. */
export function fittedCheapest(variants: readonly Fitted[]): Fitted {
  const [first, ...others] = variants;
  return {
    name: first.name,
    summary: first.summary,
    async fit(task) {
      let best = await first.fit(task);
      for (const other of others) {
        const next = await other.fit(task);
        if (historyCost(task, next) < historyCost(task, best)) best = next;
      }
      return best;
    },
  };
}

function historyCost(task: BaselineTask, { policy, parameters }: FittedBaseline): number {
  const judge = validation({ ...task, policy, range: { from: task.range.from, to: task.validation.to } });
  const cost = judge.cost(parameters);
  judge.dispose();
  return cost;
}
