import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { trailingDeviation, trailingMean } from "../demand/features/index.js";
import { baseHead, noneHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { type Problem, backlog, dualSourcing, fixedCost } from "../problems/index.js";
import { replay } from "../simulation/replay.js";
import { usualStart } from "../simulation/start-state.js";
import { policySetting } from "../simulation/world.js";
import { powerApproximation } from "../solvers/formulas/index.js";
import { classicalLevels, hasClassicalOrders, heldToClassical } from "./classical-guide.js";
import { type Trainer, ddpg, differentiableSimulation, ppo } from "./index.js";

const charges = { leadTime: 1, holdingCost: 1, shortageCost: 9, wholeUnits: false };

/** Weeks that are all alike, so that four of them tell the same moments whenever one looks. */
const weeks = (factor: number) => Array.from({ length: 98 }, (_, t) => factor * [2, 6, 4, 5, 3, 8, 7][t % 7]);

function world(problem: Problem) {
  const demand = [1, 2, 3, 4].map(weeks);
  return madeWorld({ problem, demand, features: [trailingMean(28), trailingDeviation(28)] });
}

function learned(problem: Problem, trainer: Trainer, steps: number, head = baseHead()) {
  const made = world(problem);
  const setting = policySetting(made);
  const policy = neuralPolicy({ hidden: [8], head }).bind(setting);
  const task = { world: made, setting, policy, executor, stream: randomStream(3) };
  const learner = trainer.begin({ ...task, range: { from: 28, to: 98 } });
  for (let step = 1; step <= steps; step++) learner.step(step, 1 - (0.9 * step) / steps);
  const parameters = learner.parameters();
  learner.dispose();
  const series = Int32Array.of(0, 1, 2, 3);
  const windows = { series, start: new Int32Array(4).fill(28), periods: 70, warmUp: 0 };
  const start = usualStart(made, windows);
  const { fields } = replay({ world: made, setting, executor, windows, start, by: { policy, parameters } });
  return { parameters, fields };
}

describe("classical orders to hold to", () => {
  it("are base-stock where orders are free, and (s, S) where each costs, from earlier sales alone", () => {
    // A week of mean 5 and deviation 2; nine tenths of normal demand lie below 1.28155 deviations.
    const free = classicalLevels(world(backlog(charges)))(0);
    expect(free.orderUpToLevel[60]).toBeCloseTo(2 * 5 + 1.28155 * 2 * Math.SQRT2, 3);
    expect(free.reorderPoint[60]).toBe(free.orderUpToLevel[60]);
    const paid = classicalLevels(world(fixedCost({ ...charges, orderCost: 64 })))(0);
    const moments = { demandMean: 5, demandDeviation: 2 };
    const { reorderPoint } = powerApproximation({ ...charges, ...moments, orderCost: 64 });
    expect(paid.reorderPoint[60]).toBeCloseTo(reorderPoint, 3);
    expect(paid.orderUpToLevel[60]).toBeGreaterThan(paid.reorderPoint[60] + 15);
  });

  it("are known for one order alone", () => {
    expect(hasClassicalOrders(backlog(charges))).toBe(true);
    const costs = { holdingCost: 1, shortageCost: 9, regularCost: 1, expeditedCost: 2 };
    const twice = dualSourcing({ ...costs, regularLeadTime: 2, expeditedLeadTime: 0 });
    expect(hasClassicalOrders(twice)).toBe(false);
  });

  const heavy = { lanes: 16, averaging: 0, classicalWeight: 100 };
  const alone = { periods: 32, batch: 64, discount: 0, deviation: 0.3 };
  it.each([
    ["differentiable-simulation", differentiableSimulation({ ...heavy, learningRate: 0.02 }), 300],
    ["ppo", ppo({ ...heavy, ...alone, learningRate: 0.005 }), 150],
  ] as const)("%s orders as they do where differing costs far more than all else", (_, trainer, steps) => {
    const problem = backlog({ ...charges, shortageCost: 1 });
    const { fields } = learned(problem, trainer, steps);
    const levels = classicalLevels(world(problem));
    for (const series of [0, 1, 2, 3])
      for (let t = 20; t < 70; t++) {
        const level = levels(series).orderUpToLevel[28 + t];
        expect(Math.abs(fields.target[series * 70 + t] / level - 1)).toBeLessThan(0.1);
      }
  });

  it.each([
    ["differentiable-simulation", differentiableSimulation],
    ["ppo", ppo],
    ["ddpg", ddpg],
  ] as const)("%s learns the same bits with weight 0 as without, and others with more", (_, make) => {
    const small = { lanes: 4, periods: 16, batch: 16, updates: 2 };
    const of = (options: object) => learned(backlog(charges), make({ ...small, ...options }), 3, noneHead());
    const without = of({}).parameters;
    expect(of({ classicalWeight: 0 }).parameters).toEqual(without);
    expect(of({ classicalWeight: 1 }).parameters).not.toEqual(without);
  });

  it("leaves a task as it is where the weight is 0", () => {
    const made = world(backlog(charges));
    const setting = policySetting(made);
    const policy = neuralPolicy({ hidden: [8], head: noneHead() }).bind(setting);
    const range = { from: 28, to: 98 };
    const task = { world: made, setting, policy, executor, stream: randomStream(3), range };
    expect(heldToClassical(task, 0)).toBe(task);
  });
});
