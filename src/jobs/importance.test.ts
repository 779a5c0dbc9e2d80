import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { silentProgress } from "../base/progress.js";
import { randomStream } from "../base/random.js";
import { type Feature, lag } from "../demand/features/index.js";
import type { Value } from "../engine/index.js";
import type { BoundPolicy } from "../policies/policy.js";
import { upTo } from "../policies/up-to.js";
import { lostSales } from "../problems/index.js";
import { policySetting } from "../simulation/world.js";
import { importanceOf } from "./importance.js";

const draws = randomStream(5);
const demand = Array.from({ length: 12 }, () => Array.from({ length: 60 }, () => draws.below(20)));

/** Tells the demand of the period, which no feature of ours may. */
const told: Feature = {
  name: "told",
  summary: "Demand of the period",
  about: "what customers said",
  kind: "plain",
  fill(_panel, series, from, count, out, offset) {
    for (let k = 0; k < count; k++) out[offset + k] = demand[series][from + k] ?? 0;
  },
};

const same: Feature = {
  ...told,
  name: "same",
  about: "what never changes",
  fill: (_panel, _series, _from, count, out, offset) => out.fill(12, offset, offset + count),
};

const problem = lostSales({ leadTime: 0, holdingCost: 1, shortageCost: 9 });
const world = madeWorld({ problem, demand, features: [told, same, lag(1)] });
const made = {
  world,
  executor,
  setting: policySetting(world),
  ranges: { train: { from: 0, to: 30 }, validation: { from: 30, to: 55 }, test: { from: 55, to: 60 } },
  stream: randomStream(8),
};
const context = { progress: silentProgress, signal: new AbortController().signal };

function importance(target: (seen: Parameters<BoundPolicy["order"]>[0]) => Value) {
  const order: BoundPolicy["order"] = (seen) => upTo(target(seen), seen);
  const policy = { hasTarget: true, parameters: [], initial: () => new Float32Array(), order };
  return importanceOf(made, { policy, parameters: new Float32Array() }, context);
}

describe("what a policy looks at", () => {
  it("has all the importance, and more of it than chance; the rest has exactly none", async () => {
    const [first, ...others] = await importance(({ plainFeatures }) => plainFeatures!.row(0));
    expect(first.thing).toBe("what customers said");
    // Told rightly it costs nothing; with a stranger's demand, being wrong by one costs 1 or 9.
    expect(first.increase.low).toBeGreaterThan(10);
    expect(first.increase.mean).toBeLessThan(9 * 20);
    for (const { increase } of others) expect(increase).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it("is exactly nothing where it is the same everywhere", async () => {
    const all = await importance(({ plainFeatures }) => plainFeatures!.row(1));
    expect(all.map(({ increase }) => increase.mean)).toEqual([0, 0, 0]);
  });

  it("counts in proportion to the usual demand", async () => {
    const all = await importance(({ demandFeatures }) => demandFeatures!.row(0).mul(2));
    expect(all[0].thing).toBe("recent demand");
    expect(all.slice(1).map(({ increase }) => increase.mean)).toEqual([0, 0]);
  });
});
