import { mean } from "../base/sums.js";
import { joined } from "../policies/average.js";
import type { VolumePrices } from "../simulation/priced-world.js";
import type { Learner, LearnerState, Trainer, TrainingTask } from "./trainer.js";

/** Begins to train a policy; the members of an average learn side by side, each as if it were alone. */
export function begin(trainer: Trainer, task: TrainingTask): Learner {
  const { members } = task.policy;
  if (members === undefined) return trainer.begin(task);
  const learners = members.map((policy, k) =>
    trainer.begin({ ...task, policy, stream: task.stream.child(`member ${k + 1}`) }),
  );
  return {
    step(number, rate) {
      const costs = learners.map((learner) => learner.step(number, rate).trainCost);
      return { trainCost: mean(costs) };
    },
    parameters: () => joined(learners.map((learner) => learner.parameters())),
    prices: () => meanPrices(learners.map((learner) => learner.prices?.())),
    state: () => Object.fromEntries(learners.flatMap((learner, k) => named(k, learner.state()))),
    restore: (state) => learners.forEach((learner, k) => learner.restore(ownOf(k, state))),
    dispose: () => learners.forEach((learner) => learner.dispose()),
  };
}

const prefix = (k: number) => `member${k + 1}.`;

function named(k: number, state: LearnerState) {
  return Object.entries(state).map(([name, numbers]) => [prefix(k) + name, numbers] as const);
}

function ownOf(k: number, state: LearnerState): LearnerState {
  const own = Object.entries(state).filter(([name]) => name.startsWith(prefix(k)));
  return Object.fromEntries(own.map(([name, numbers]) => [name.slice(prefix(k).length), numbers]));
}

/** All members see the same prices when they order together. */
function meanPrices(prices: readonly (VolumePrices | undefined)[]): VolumePrices | undefined {
  const [first] = prices;
  if (first === undefined) return undefined;
  const resources = Object.keys(first) as (keyof VolumePrices)[];
  const meanOf = (resource: keyof VolumePrices) =>
    first[resource]!.map((_, location) => mean(prices.map((own) => own?.[resource]?.[location] ?? 0)));
  return Object.fromEntries(resources.map((resource) => [resource, meanOf(resource)]));
}
