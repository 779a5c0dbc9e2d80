import type { Policy } from "../../policies/policy.js";
import { differentiableSimulation } from "../differentiable-simulation.js";
import { train } from "../train.js";
import { validation } from "../validation.js";
import type { Baseline } from "./baseline.js";

/** Few parameters can move fast, and need few lanes. */
const trainer = differentiableSimulation({
  learningRate: 0.03,
  lanes: 512,
  maxSteps: 600,
  validateEvery: 20,
  patience: 4,
  averaging: 0.95,
});

/** A classical policy whose few numbers, the same for all series, follow the gradient of the cost. */
export function fittedByGradient(policy: Policy): Pick<Baseline, "name" | "summary" | "fit"> {
  return {
    name: policy.name,
    summary: policy.summary,
    async fit(task) {
      const bound = policy.bind(task.setting);
      const { world, setting, executor, breathe } = task;
      const judge = validation({ world, setting, policy: bound, executor, range: task.validation });
      const learner = trainer.begin({ ...task, policy: bound, stream: task.stream.child(policy.name) });
      const { parameters } = await train({ learner, validation: judge, schedule: trainer.schedule, breathe });
      judge.dispose();
      learner.dispose();
      return { policy: bound, parameters };
    },
  };
}
