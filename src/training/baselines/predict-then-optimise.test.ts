import { describe, expect, it } from "vitest";
import { executor } from "../../../test/contracts/executor.js";
import { randomStream } from "../../base/random.js";
import { featureTable } from "../../demand/feature-table.js";
import { featureSet } from "../../demand/features/index.js";
import { type Panel, panel } from "../../demand/panel.js";
import { empirical } from "../../forecasting/empirical.js";
import { lostSales } from "../../problems/index.js";
import { policySetting, world } from "../../simulation/world.js";
import { validation } from "../validation.js";
import { followed } from "../forecasters/followed.js";
import type { BaselineTask } from "./baseline.js";
import { baselines } from "./index.js";
import { orderedBy, orderedUpTo, predictThenOptimise } from "./predict-then-optimise.js";

const PERIODS = 300;

/** Twenty series whose units are drawn by period. */
function drawn(units: (period: number, uniform: () => number) => number): Panel {
  const stream = randomStream(3);
  return panel({
    frequency: "week",
    periodStart: Int32Array.from({ length: PERIODS }, (_, t) => 7 * t),
    series: Array.from({ length: 20 }, (_, i) => ({ item: `${i}`, location: "" })),
    units: Float32Array.from({ length: 20 * PERIODS }, (_, k) => units(k % PERIODS, stream.uniform)),
    inStock: new Uint8Array(20 * PERIODS).fill(1),
    firstPeriod: new Int32Array(20),
    attributes: new Map(),
  });
}

function taskOf(made: Panel, problem: ReturnType<typeof lostSales>): BaselineTask {
  const features = featureTable(made, featureSet("week", 150));
  const seen = world({ panel: made, problem, demand: made.units, features, stream: randomStream(1) });
  const [range, validating] = [{ from: 20, to: 150 }, { from: 150, to: 200 }];
  const setting = policySetting(seen);
  return { world: seen, setting, executor, stream: randomStream(5), range, validation: validating };
}

async function costOf(task: BaselineTask, baseline: Pick<(typeof baselines)[number], "fit">) {
  const { policy, parameters } = await baseline.fit(task);
  const judge = validation({ ...task, policy, range: { from: 200, to: PERIODS } });
  const cost = judge.cost(parameters);
  judge.dispose();
  return cost;
}

describe("predict, then optimise", () => {
  it("orders like the newsvendor where demand is uniform on 0 to 9: level 7 costs 4", async () => {
    // P(D <= 7) = 0.8: of a level S = 7 the mean cost is 1 · E(7 - D)⁺ + 4 · E(D - 7)⁺ = 2.8 + 1.2.
    const problem = lostSales({ leadTime: 0, holdingCost: 1, shortageCost: 4 });
    const task = taskOf(drawn((_, uniform) => Math.floor(uniform() * 10)), problem);
    const cost = await costOf(task, predictThenOptimise);
    expect(cost).toBeGreaterThan(3.7);
    expect(cost).toBeLessThan(4.3);
  });

  it("follows a level that a fixed base-stock cannot", async () => {
    const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
    const moving = drawn((t, uniform) => Math.round(30 + 25 * Math.sin(t / 30) + 4 * uniform()));
    const task = taskOf(moving, problem);
    const fixed = baselines.find(({ name }) => name === "base-stock");
    expect(await costOf(task, predictThenOptimise)).toBeLessThan(0.7 * (await costOf(task, fixed!)));
  });

  it("sees no demand of later periods: others after the decision leave its levels as they were", async () => {
    const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
    const levels = async (later: number) => {
      const task = taskOf(drawn((t, uniform) => (t < 250 ? Math.floor(uniform() * 9) : later)), problem);
      const { policy } = await predictThenOptimise.fit(task);
      return policy.perDecision!.level(0);
    };
    const [few, many] = [await levels(0), await levels(99)];
    expect([...few.subarray(0, 251)]).toEqual([...many.subarray(0, 251)]);
    expect(few[252]).not.toBe(many[252]);
  });

  it("counts the margin of a lost unit as what it costs to be short", async () => {
    const made = drawn((_, uniform) => Math.floor(uniform() * 10));
    const levels = async (money: { price?: number; unitCost?: number; shortageCost: number }) => {
      const problem = lostSales({ leadTime: 1, holdingCost: 1, ...money });
      const { policy } = await orderedBy(followed(empirical())).fit(taskOf(made, problem));
      return [...policy.perDecision!.level(0)];
    };
    const [four, two] = [await levels({ shortageCost: 4 }), await levels({ shortageCost: 2 })];
    expect(await levels({ price: 5, unitCost: 3, shortageCost: 2 })).toEqual(four);
    expect(four).not.toEqual(two);
  });

  it("counts a unit short as often as it is told to", async () => {
    const made = drawn((_, uniform) => Math.floor(uniform() * 10));
    const levels = async (shortageCost: number, emphasis: number) => {
      const task = taskOf(made, lostSales({ leadTime: 1, holdingCost: 1, shortageCost }));
      const forecast = await followed(empirical()).fit(task);
      return [...orderedUpTo(forecast, task, emphasis).policy.perDecision!.level(0)];
    };
    expect(await levels(2, 2)).toEqual(await levels(4, 1));
    expect(await levels(2, 2)).not.toEqual(await levels(2, 1));
  });
});
