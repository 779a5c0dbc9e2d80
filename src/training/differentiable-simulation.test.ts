import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { penalties } from "../penalties/index.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { baseHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { backlog, lostSales } from "../problems/index.js";
import { policySetting } from "../simulation/world.js";
import { differentiableSimulation } from "./differentiable-simulation.js";
import { train } from "./train.js";
import { validation } from "./validation.js";

/** Fits one base-stock level by gradient, on demand of 400 series over 150 periods. */
async function fittedLevel(problem: ReturnType<typeof backlog>, demand: string): Promise<number> {
  const distribution = parseDistribution(demand);
  const world = stationaryWorld(problem, distribution, { series: 400, periods: 150 });
  const setting = policySetting(world);
  const policy = baseStock().bind(setting);
  const range = { from: 0, to: 120 };
  const trainer = differentiableSimulation({ learningRate: 0.02, averaging: 0.95, maxSteps: 300 });
  const common = { world, setting, policy, executor };
  const learner = trainer.begin({ ...common, range, stream: randomStream(3) });
  const judge = validation({ ...common, range: { from: 120, to: 150 } });
  await train({ learner, validation: judge, schedule: { ...trainer.schedule, validateEvery: 300 } });
  const [cover] = learner.parameters();
  learner.dispose();
  judge.dispose();
  return cover * distribution.mean * world.coverPeriods(0)[0];
}

describe("differentiable simulation", () => {
  it("learns by cost alone until penalties rise, and something else from then on", () => {
    const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
    const world = stationaryWorld(problem, parseDistribution("poisson:5"), { series: 40, periods: 80 });
    const setting = policySetting(world);
    const policy = neuralPolicy({ hidden: [8], head: baseHead() }).bind(setting);
    const task = { world, setting, policy, executor, range: { from: 0, to: 80 } };
    const [penalty] = penalties.filter(({ applies }) => applies(problem));
    const [alone, taught] = [[], [{ penalty, weight: 1 }]].map((given) =>
      differentiableSimulation({ lanes: 32, penaltyRise: 3, penalties: given }),
    );
    expect([alone, taught].map(({ schedule }) => schedule.keepFrom)).toEqual([0, 6]);
    const learners = [alone, taught].map((trainer) => trainer.begin({ ...task, stream: randomStream(3) }));
    for (let step = 1; step <= 5; step++) {
      for (const learner of learners) learner.step(step, 1);
      const [plain, other] = learners.map((learner) => learner.parameters());
      if (step <= 3) expect(other).toEqual(plain);
      else expect(other).not.toEqual(plain);
    }
    for (const learner of learners) learner.dispose();
  });

  it.each([
    [4, 9, 29.585],
    [1, 19, 13.722],
  ])("finds the level for lead time %d, shortage cost %d: %d", async (leadTime, shortageCost, level) => {
    const problem = backlog({ leadTime, holdingCost: 1, shortageCost });
    // The cost is flat at its bottom: within 0.25 units it is within half a percent of the best.
    expect(Math.abs((await fittedLevel(problem, "normal:5,1.6")) - level)).toBeLessThan(0.25);
  });

  it("finds the newsvendor's level without a lead time: 10 of Uniform(0, 12) at 5/6", async () => {
    const problem = lostSales({ leadTime: 0, holdingCost: 1, shortageCost: 5 });
    expect(Math.abs((await fittedLevel(problem, "uniform:0,12")) - 10)).toBeLessThan(0.25);
  });
});
