import { describe, expect, it } from "vitest";
import { madeWorld } from "../../test/contracts/made-world.js";
import { trailingDeviation, trailingMean } from "../demand/features/index.js";
import { type LeadTime, randomLeadTime } from "../problems/mechanics/lead-time.js";
import { lostSales } from "../problems/index.js";
import { policySetting } from "./world.js";

const problem = (leadTime: LeadTime | number, reviewPeriod = 1) =>
  lostSales({ leadTime, reviewPeriod, holdingCost: 1, shortageCost: 9 });
const random = randomLeadTime([0.3, 0.3, 0.3]);
const quiet = (series: number) => Array.from({ length: series }, () => new Float32Array(50));

describe("a world", () => {
  it("draws lead times by the key of a series, so that more series change none", () => {
    const of = (series: number, seed = 1) =>
      madeWorld({ problem: problem(random), demand: quiet(series), seed }).leadTimes(0);
    expect(of(3)).toEqual(of(1));
    expect(of(1, 2)).not.toEqual(of(1));
    expect(new Set(of(1))).toEqual(new Set([-1, 0, 1, 2]));
  });

  it("knows lead times per series, and the periods an order must cover", () => {
    const world = madeWorld({
      problem: problem({ periods: Float64Array.of(1, 4) }, 2),
      demand: quiet(2),
    });
    expect([world.leadTimes(0)[0], world.leadTimes(1)[0]]).toEqual([1, 4]);
    expect([0, 1].map((series) => world.coverPeriods(series)[0])).toEqual([3, 6]);
    expect(policySetting(world)).toMatchObject({ onOrderRows: 3, coverPeriodsMax: 6 });
  });

  it("places its reviews on both sides of the given one", () => {
    const world = madeWorld({ problem: problem(1, 3), demand: [[0, 0, 0, 0, 0, 0]], reviewAt: 4 });
    expect([...world.mayOrder(0)]).toEqual([0, 1, 0, 0, 1, 0, 0]);
  });

  it("tells a policy the names of the features it will see", () => {
    const features = [trailingMean(3), trailingDeviation(3)];
    const setting = policySetting(madeWorld({ problem: problem(0), demand: quiet(1), features }));
    expect(setting.demandFeatures).toEqual(features.map(({ name }) => name));
    expect(setting.onOrderRows).toBe(0);
  });
});
