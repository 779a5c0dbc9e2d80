import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { baseHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import type { Policy } from "../policies/policy.js";
import { lostSales } from "../problems/index.js";
import { costs, stockouts, turnover, withObjective } from "../problems/objectives/index.js";
import type { Problem } from "../problems/problem.js";
import { policySetting } from "../simulation/world.js";
import { type Trainer, ddpg, differentiableSimulation, ppo } from "./index.js";
import { validation } from "./validation.js";

const plain = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9, wholeUnits: false });

function judgedBy(weights: { stockouts: number; turnover: number }): Problem {
  return withObjective(plain, [
    { term: stockouts(), weight: weights.stockouts },
    { term: turnover(), weight: weights.turnover },
  ]);
}

/** Normal demand of 5 a period. */
function lessons(problem: Problem, policy: Policy) {
  const world = stationaryWorld(problem, parseDistribution("normal:5,1.6"), { series: 128, periods: 100 });
  const setting = policySetting(world);
  const common = { world, setting, policy: policy.bind(setting), executor };
  const task = { ...common, range: { from: 0, to: 70 }, stream: randomStream(5) };
  return { task, judge: validation({ ...common, range: { from: 70, to: 100 } }) };
}

/** The one number of a base-stock policy after so many steps, in covers, and how it is judged. */
function learned(problem: Problem, trainer: Trainer, steps: number) {
  const { task, judge } = lessons(problem, baseStock());
  const learner = trainer.begin(task);
  for (let step = 1; step <= steps; step++) learner.step(step, step < 0.6 * steps ? 1 : 0.3);
  const parameters = learner.parameters();
  const levels = Array.from({ length: 60 }, (_, k) => 0.05 * k);
  const judged = levels.map((level) => judge.cost(Float32Array.of(level)));
  const found = { cover: parameters[0], best: levels[judged.indexOf(Math.min(...judged))] };
  for (const held of [learner, judge]) held.dispose();
  return found;
}

const bySimulation = differentiableSimulation({ lanes: 64, learningRate: 0.05, averaging: 0.9 });
const small = { lanes: 4, periods: 16, batch: 32, replay: 64 };
const reinforcement = { lanes: 32, periods: 32, batch: 128, horizon: "ends" } as const;
const eager = { ...reinforcement, learningRate: 0.003, noise: "normal" } as const;

describe("learning by an objective over the horizon", () => {
  it("holds much stock where only stock-outs count, and none where only turnover does", () => {
    const much = learned(judgedBy({ stockouts: 1, turnover: 0.001 }), bySimulation, 80);
    const none = learned(judgedBy({ stockouts: 0.001, turnover: 1 }), bySimulation, 80);
    // Demand of both periods of the cover is 10 on average, with a deviation of 2.3.
    expect(much.cover).toBeGreaterThan(1.6);
    expect(none.cover).toBeLessThan(0.7);
  });

  const both = judgedBy({ stockouts: 0.5, turnover: 0.5 });
  it.each([
    ["differentiable simulation", bySimulation, 80],
    ["ppo", ppo({ ...reinforcement, learningRate: 0.01 }), 40],
    ["ddpg", ddpg(eager), 40],
    ["ddpg, charged at eight points", ddpg({ ...eager, checkpoints: 8 }), 40],
  ] as const)("comes near the best level: %s", (_, trainer, steps) => {
    const { cover, best } = learned(both, trainer, steps);
    expect(Math.abs(cover / best - 1)).toBeLessThan(0.1);
  }, 60_000);

  it.each([
    ["ppo", ppo],
    ["ddpg", ddpg],
  ] as const)("stopped and resumed, gives the same bits: %s", (_, make) => {
    const policy = neuralPolicy({ hidden: [6], head: baseHead() });
    const { task } = lessons(both, policy);
    const trainer = make({ ...small, updates: 4, classicalWeight: 0.1 });
    const [whole, first, rest] = [1, 2, 3].map(() => trainer.begin(task));
    for (const step of [1, 2, 3, 4]) whole.step(step, 1);
    for (const step of [1, 2]) first.step(step, 1);
    rest.restore(structuredClone(first.state()));
    for (const step of [3, 4]) rest.step(step, 1);
    expect(rest.state()).toEqual(whole.state());
    for (const learner of [whole, first, rest]) learner.dispose();
  });

  it.each([
    ["differentiable simulation", bySimulation],
    ["ppo", ppo(small)],
    ["ddpg", ddpg(small)],
  ] as const)(
    "learns of costs alone what it learns without an objective: %s",
    (_, trainer) => {
      const alone = withObjective(plain, [{ term: costs(), weight: 1 }]);
      const steps = [plain, alone].map((problem) => {
        const learner = trainer.begin(lessons(problem, baseStock()).task);
        for (const step of [1, 2, 3]) learner.step(step, 1);
        return learner.state();
      });
      expect(steps[1]).toEqual(steps[0]);
    },
  );
});
