import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { type Value, spread } from "../engine/index.js";
import type { BoundPolicy } from "../policies/policy.js";
import { lostSales } from "../problems/index.js";
import { withSharedLimits } from "../problems/mechanics/shared-limits.js";
import type { Problem, SharedLimits } from "../problems/problem.js";
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
});
