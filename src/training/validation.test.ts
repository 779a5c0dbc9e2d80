import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { lostSales } from "../problems/index.js";
import { policySetting } from "../simulation/world.js";
import { rangeWindows, validation } from "./validation.js";

const problem = lostSales({ leadTime: 0, holdingCost: 1, shortageCost: 9 });
const world = madeWorld({ problem, demand: [new Float32Array(30).fill(4)], sharedScale: 4 });
const setting = policySetting(world);

describe("validation", () => {
  it("is the mean cost per series and period of the range, in whole units", () => {
    const policy = baseStock().bind(setting);
    const judge = validation({ world, setting, policy, executor, range: { from: 10, to: 30 } });
    expect(judge.cost(Float32Array.of(1))).toBe(0);
    expect(judge.cost(Float32Array.of(1.5))).toBe(2);
    expect(judge.cost(Float32Array.of(1.6))).toBe(2);
    expect(judge.cost(Float32Array.of(0.5))).toBe(18);
    judge.dispose();
  });

  it("warms up before its range, as far as there is history", () => {
    const longer = { ...setting, coverPeriodsMax: 3 };
    const series = Int32Array.of(0);
    const windows = (from: number) => rangeWindows(world, longer, { from, to: 30 }, series);
    expect(windows(20)).toEqual({ series, start: Int32Array.of(11), periods: 19, warmUp: 9 });
    expect(windows(4)).toEqual({ series, start: Int32Array.of(0), periods: 30, warmUp: 4 });
  });
});
