import { expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { baseHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { lostSales } from "../problems/index.js";
import { withSharedLimits } from "../problems/mechanics/shared-limits.js";
import { policySetting } from "../simulation/world.js";
import { begin } from "./apart.js";
import { differentiableSimulation } from "./differentiable-simulation.js";

const costs = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
const problem = withSharedLimits(costs, { volume: 1, storage: 30 });
const world = stationaryWorld(problem, parseDistribution("poisson:5"), { series: 6, periods: 60 });
const setting = policySetting(world);
const policy = neuralPolicy({ hidden: [5], head: baseHead(), members: 2 }).bind(setting);
const trainer = differentiableSimulation({ lanes: 16, periods: 20 });
const task = { world, setting, executor, range: { from: 0, to: 60 }, stream: randomStream(2) };

function learned(steps: number, stopAt = 0) {
  let learner = begin(trainer, { ...task, policy });
  for (let step = 1; step <= steps; step++) {
    learner.step(step, 1);
    if (step !== stopAt) continue;
    const state = learner.state();
    learner.dispose();
    learner = begin(trainer, { ...task, policy });
    learner.restore(state);
  }
  const result = { parameters: learner.parameters(), prices: learner.prices?.() };
  learner.dispose();
  return result;
}

it("teaches every member as if it were alone", () => {
  const each = policy.members!.map((member, k) => {
    const own = trainer.begin({ ...task, policy: member, stream: task.stream.child(`member ${k + 1}`) });
    for (let step = 1; step <= 4; step++) own.step(step, 1);
    const result = { parameters: [...own.parameters()], price: own.prices!()!.storage![0] };
    own.dispose();
    return result;
  });
  const { parameters, prices } = learned(4);
  expect([...parameters]).toEqual(each.flatMap((one) => one.parameters));
  expect(each[0].parameters).not.toEqual(each[1].parameters);
  expect(each[0].price).toBeGreaterThan(0);
  expect(prices?.storage?.[0]).toBeCloseTo((each[0].price + each[1].price) / 2, 6);
});

it("goes on in the same bits after a stop", () => {
  expect(learned(6, 3)).toEqual(learned(6));
});
