import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { type Problem, backlog, fixedCost } from "../problems/index.js";
import { noneHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { policySetting } from "../simulation/world.js";
import { ppo } from "./ppo.js";
import { validation } from "./validation.js";

const distribution = parseDistribution("normal:5,1.6");
const quick = { lanes: 64, periods: 32, batch: 256, learningRate: 0.01, deviation: 0.5, averaging: 0.9 };

/** The level that is learned, in units. */
function learnedLevel(problem: Problem, steps: number): number {
  const world = stationaryWorld(problem, distribution, { series: 200, periods: 120 });
  const setting = policySetting(world);
  const policy = baseStock().bind(setting);
  const range = { from: 0, to: 120 };
  const task = { world, setting, policy, range, executor, stream: randomStream(5) };
  const learner = ppo(quick).begin(task);
  for (let step = 1; step <= steps; step++) learner.step(step, step < steps / 2 ? 1 : 0.3);
  const [cover] = learner.parameters();
  learner.dispose();
  return cover * distribution.mean * world.coverPeriods(0)[0];
}

describe("proximal policy optimisation", () => {
  it("finds the level for lead time 1, shortage cost 9: 12.9", () => {
    const problem = backlog({ leadTime: 1, holdingCost: 1, shortageCost: 9, wholeUnits: false });
    // The cost is flat around the best level: 2 % above it costs less than 1 % more.
    expect(Math.abs(learnedLevel(problem, 60) / 12.9 - 1)).toBeLessThan(0.03);
  });

  it("learns to order seldom where every order costs: far below any base-stock level, near (s, S)", () => {
    const problem = fixedCost({ leadTime: 0, holdingCost: 1, shortageCost: 9, orderCost: 20 });
    expect(problem.gradient).toBe("none");
    const world = stationaryWorld(problem, parseDistribution("poisson:5"), { series: 256, periods: 100 });
    const setting = policySetting(world);
    const policy = neuralPolicy({ hidden: [16, 16], head: noneHead() }).bind(setting);
    const common = { world, setting, policy, executor };
    const task = { ...common, range: { from: 0, to: 70 }, stream: randomStream(5) };
    const learner = ppo({ ...quick, learningRate: 3e-3, deviation: 1 }).begin(task);
    for (let step = 1; step <= 120; step++) learner.step(step, step < 80 ? 1 : 0.3);
    const judge = validation({ ...common, range: { from: 70, to: 100 } });
    const cost = judge.cost(learner.parameters());
    learner.dispose();
    judge.dispose();
    // By Zheng and Federgruen's algorithm (s, S) = (3, 17) costs 14.6572. Base-stock orders nearly always.
    expect(cost).toBeLessThan(1.15 * 14.6572);
    expect(cost).toBeGreaterThan(0.97 * 14.6572);
  });
});
