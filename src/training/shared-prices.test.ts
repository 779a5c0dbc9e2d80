import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { type Value, spread } from "../engine/index.js";
import type { BoundPolicy } from "../policies/policy.js";
import { baseHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { lostSales } from "../problems/index.js";
import { withSharedLimits } from "../problems/mechanics/shared-limits.js";
import type { Problem, SharedLimits } from "../problems/problem.js";
import { pricedWorld } from "../simulation/priced-world.js";
import { replay } from "../simulation/replay.js";
import { policySetting } from "../simulation/world.js";
import { differentiableSimulation } from "./differentiable-simulation.js";

/**
 * Two items with uniform demand on (0, 12) and (0, 20), held for 1 and short for 5 and 9: without a lead time
 * the best levels of a newsvendor are 12 · 5/6 = 10 and 20 · 9/10 = 18.
 */
const MOST = [12, 20];
const shortageCost = Float64Array.of(5, 9);
const problem = lostSales({ leadTime: 0, holdingCost: 1, shortageCost, wholeUnits: false });

const PERIODS = 3000;
const stream = randomStream(11);
// An evenly spaced demand in random order is as good as its distribution.
const demand = MOST.map((most) =>
  Array.from({ length: PERIODS }, (_, t) => ({ units: (most * (t + 0.5)) / PERIODS, at: stream.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ units }) => units),
);

/** A base-stock level for each item, in multiples of 10 units. */
function twoLevels(): BoundPolicy {
  const parameters = [0, 1].map((item) => ({ name: `level ${item}`, rows: 1, columns: 1 }));
  const levelOf = (own: Readonly<Record<string, Value>>) =>
    parameters
      .map((parameter, item) => spread(parameter).mul(own[`is ${item}`]))
      .reduce((sum, level) => sum.add(level))
      .mul(10);
  return {
    hasTarget: true,
    parameters,
    initial: () => Float32Array.of(0.9, 0.9),
    perSeries: { "is 0": Float64Array.of(1, 0), "is 1": Float64Array.of(0, 1) },
    order: ({ own, position }) => ({ quantity: levelOf(own).sub(position).atLeast(0) }),
  };
}

function learned(limits: SharedLimits | undefined, { steps = 1500, stopAt = 0 } = {}) {
  const made: Problem = withSharedLimits(problem, limits);
  const world = madeWorld({ problem: made, demand });
  const policy = twoLevels();
  const trainer = differentiableSimulation({ learningRate: 0.01, lanes: 64, periods: 60, averaging: 0.99 });
  const begin = () =>
    trainer.begin({
      world,
      setting: policySetting(world),
      policy,
      range: { from: 0, to: PERIODS },
      executor,
      stream: randomStream(5),
    });
  let learner = begin();
  for (let step = 1; step <= steps; step++) {
    learner.step(step, step > steps / 2 ? 0.3 : 1);
    if (step !== stopAt) continue;
    const state = learner.state();
    learner.dispose();
    learner = begin();
    learner.restore(state);
  }
  const result = {
    levels: [...learner.parameters()].map((tens) => 10 * tens),
    prices: learner.prices?.(),
    parameters: learner.parameters(),
  };
  learner.dispose();
  return result;
}

describe("prices of what series share", () => {
  it("are those of Hadley and Whitin's constrained newsvendor", () => {
    // An item of volume v has the level most · (short − λ v) / (short + held). With v = 1 and 2 all take
    // 46 − 10 λ: a storage of 36 has a price of 1, and levels of 8 and 14.
    const { levels, prices } = learned({ volume: Float64Array.of(1, 2), storage: 36 });
    expect(prices?.storage?.[0]).toBeGreaterThan(0.9);
    expect(prices?.storage?.[0]).toBeLessThan(1.1);
    expect(Math.abs(levels[0] - 8)).toBeLessThan(0.4);
    expect(Math.abs(levels[1] - 14)).toBeLessThan(0.4);
    expect(Math.abs(levels[0] + 2 * levels[1] - 36)).toBeLessThan(0.7);
  });

  it("go on in the same bits after a stop", () => {
    const limits = { volume: 1, storage: 20, transport: 9 };
    const whole = learned(limits, { steps: 40 });
    expect(learned(limits, { steps: 40, stopAt: 25 })).toEqual(whole);
    expect(whole.prices?.transport?.[0]).toBeGreaterThan(0);
  });

  it("are 0 where there is room, and the policy learns the same bits as without limits", () => {
    const alone = learned(undefined, { steps: 200 });
    const roomy = learned({ volume: 1, storage: 60, transport: 60 }, { steps: 200 });
    expect(roomy.prices).toEqual({ storage: Float32Array.of(0), transport: Float32Array.of(0) });
    expect(roomy.parameters).toEqual(alone.parameters);
    expect(alone.prices).toBeUndefined();
  });

  it("make a network share better than cutting its orders does, where items are unlike", () => {
    // Six items whose lost units cost from 2 to 60, in a room of two thirds of what they would like.
    const shortages = Float64Array.of(2, 4, 8, 15, 30, 60);
    const most = [10, 16, 12, 8, 14, 10];
    const draws = randomStream(3);
    const units = most.map((top) => Array.from({ length: 1200 }, () => draws.uniform() * top));
    const unlike = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: shortages, wholeUnits: false });
    const world = madeWorld({ problem: withSharedLimits(unlike, { volume: 1, storage: 70 }), demand: units });
    const setting = policySetting(world);
    const policy = neuralPolicy({ hidden: [16, 16], head: baseHead() }).bind(setting);
    const playedCost = (priceRate: number) => {
      const trainer = differentiableSimulation({ learningRate: 0.01, lanes: 48, periods: 40, priceRate });
      const range = { from: 0, to: 800 };
      const learner = trainer.begin({ world, setting, policy, range, executor, stream: randomStream(5) });
      for (let step = 1; step <= 500; step++) learner.step(step, step > 300 ? 0.3 : 1);
      const parameters = learner.parameters();
      const seen = pricedWorld(world, learner.prices?.() ?? {});
      learner.dispose();
      const windows = {
        series: Int32Array.from(most.keys()),
        start: new Int32Array(most.length).fill(800),
        periods: 400,
        warmUp: 0,
      };
      const [stock, onOrder] = [new Float32Array(most.length).fill(5), new Float32Array(most.length)];
      const start = { stock, due: [onOrder] };
      const by = { policy, parameters };
      const { fields } = replay({ world: seen, setting, executor, windows, start, by });
      return Array.from({ length: 400 }, (_, t) =>
        most.reduce((sum, _top, lane) => sum + fields.cost[lane * 400 + t], 0),
      );
    };
    const [priced, cutAlone] = [playedCost(0.02), playedCost(0)];
    const saved = cutAlone.map((cost, t) => cost - priced[t]);
    const mean = saved.reduce((sum, value) => sum + value, 0) / saved.length;
    const variance = saved.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (saved.length - 1);
    // Consecutive periods are alike, so four standard errors stand in for two.
    expect(mean).toBeGreaterThan(4 * Math.sqrt(variance / saved.length));
    expect(mean).toBeGreaterThan(0.1 * (cutAlone.reduce((sum, cost) => sum + cost, 0) / 400));
  });
});
