import { randomStream } from "../../src/base/random.js";
import { parseDistribution } from "../../src/demand/distributions.js";
import type { Policy } from "../../src/policies/policy.js";
import type { Problem } from "../../src/problems/index.js";
import { policySetting } from "../../src/simulation/world.js";
import type { Trainer } from "../../src/training/trainer.js";
import { validation } from "../../src/training/validation.js";
import { executor } from "./executor.js";
import { stationaryWorld } from "./long-run-cost.js";

/** What to learn, and for how many steps; the last of them are small. */
export interface Lessons {
  readonly problem: Problem;
  readonly policy: Policy;
  readonly steps: number;
}

/** Parameters and validation cost after so many steps, and all that the learner keeps. */
export function learnedBy(trainer: Trainer, { problem, policy, steps }: Lessons) {
  const demand = problem.wholeUnits ? "poisson:5" : "normal:5,1.6";
  const world = stationaryWorld(problem, parseDistribution(demand), { series: 256, periods: 100 });
  const setting = policySetting(world);
  const common = { world, setting, policy: policy.bind(setting), executor };
  const task = { ...common, range: { from: 0, to: 70 }, stream: randomStream(5) };
  const learner = trainer.begin(task);
  for (let step = 1; step <= steps; step++) learner.step(step, step < 0.6 * steps ? 1 : 0.3);
  const judge = validation({ ...common, range: { from: 70, to: 100 } });
  const [parameters, state] = [learner.parameters(), learner.state()];
  const cost = judge.cost(parameters);
  for (const held of [learner, judge]) held.dispose();
  return { parameters, state, cost };
}
