import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { dayOfWeek, lag, timeSinceSale, trailingMean } from "../demand/features/index.js";
import type { Value } from "../engine/index.js";
import { heads } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import type { BoundPolicy } from "../policies/policy.js";
import { upTo } from "../policies/up-to.js";
import { lostSales } from "../problems/index.js";
import { explainWishes } from "./explain-wishes.js";
import { policySetting } from "./world.js";

const stream = randomStream(11);
const demand = Array.from({ length: 5 }, () => Array.from({ length: 60 }, () => stream.below(20)));
const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
const features = [lag(1), trailingMean(7), timeSinceSale(), ...dayOfWeek()];
const world = madeWorld({ problem, demand, features });
const setting = policySetting(world);
const period = 59;
const series = Int32Array.of(0, 1, 2, 3, 4);
const stock = {
  stock: Float32Array.of(3, 0, 9, 20, 1),
  due: [new Float32Array(5), Float32Array.of(4, 0, 0, 2, 7)],
};
const asked = { world, setting, executor, series, period, before: world.features, stock, decision: "order" };

function explained(policy: BoundPolicy, parameters: Float32Array) {
  return explainWishes({ ...asked, policy, parameters });
}

/** A policy without parameters that orders up to what is said. */
function upToPolicy(target: (seen: Parameters<BoundPolicy["order"]>[0]) => Value) {
  const order: BoundPolicy["order"] = (seen) => upTo(target(seen), seen);
  return { hasTarget: true, parameters: [], initial: () => new Float32Array(), order };
}

/** The mean over the decisions before, the first of which knows nothing. */
function usualOf(values: Float32Array): number {
  const before = values.subarray(1, period);
  return before.reduce((sum, value) => sum + value, 0) / before.length;
}

describe("what moved a wish", () => {
  it.each(heads.map((head) => [head.name, head] as const))("adds up to wish minus usual: %s", (_, head) => {
    const policy = neuralPolicy({ hidden: [16, 16], head }).bind(setting);
    const draws = randomStream(3);
    const parameters = policy.initial(draws).map((value) => value + 0.3 * (draws.uniform() - 0.5));
    const { usual, wish, causes } = explained(policy, parameters);
    wish.forEach((units, lane) => {
      const moved = causes.reduce((sum, cause) => sum + cause.moved[lane], 0);
      const size = causes.reduce((sum, cause) => sum + Math.abs(cause.moved[lane]), 1);
      expect(Math.abs(moved - (units - usual[lane])) / size).toBeLessThan(2e-3);
    });
  });

  it("is for a sum of what is seen each part's distance from usual, and nothing for what is not seen", () => {
    const { causes } = explained(
      upToPolicy(({ plainFeatures, scale }) => plainFeatures!.row(0).mul(3).add(scale.mul(2))),
      new Float32Array(),
    );
    const of = (about: string) => causes.find((cause) => cause.about === about)!.moved;
    series.forEach((s, lane) => {
      const { scale, plainFeatures } = world.features.of(s);
      const sale = plainFeatures[0];
      expect(of("how often it sells")[lane]).toBeCloseTo(3 * (sale[period] - usualOf(sale)), 4);
      expect(of("level of demand")[lane]).toBeCloseTo(2 * (scale[period] - usualOf(scale)), 3);
    });
    for (const about of ["recent demand", "weekday"]) expect([...of(about)]).toEqual([0, 0, 0, 0, 0]);
    expect(causes.map(({ about }) => about)).not.toContain("stock");
  });

  it("is shared by two that are multiplied, as they are alike", () => {
    const { causes, usual, wish } = explained(
      upToPolicy(({ demandFeatures, scale }) => demandFeatures!.row(0).mul(scale)),
      new Float32Array(),
    );
    // The slope on the way is the mean of both ends where there are two factors.
    series.forEach((s, lane) => {
      const { scale, demandFeatures } = world.features.of(s);
      const [last, level] = [demandFeatures[0], scale].map((values) => [usualOf(values), values[period]]);
      const moved = (last[1] - last[0]) * ((level[0] + level[1]) / 2);
      expect(causes.find(({ about }) => about === "recent demand")!.moved[lane]).toBeCloseTo(moved, 2);
      expect(usual[lane]).toBeCloseTo(last[0] * level[0], 2);
      expect(wish[lane]).toBeCloseTo(last[1] * level[1], 2);
    });
  });

  it("is nothing where nothing was before", () => {
    const { causes } = explainWishes({
      ...asked,
      policy: upToPolicy(({ scale }) => scale),
      parameters: new Float32Array(),
      before: { ...world.features, from: period, count: 0 },
    });
    for (const { moved } of causes) expect([...moved]).toEqual([0, 0, 0, 0, 0]);
  });
});
