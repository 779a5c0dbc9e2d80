import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { cappedBaseStock } from "../policies/classical/capped-base-stock.js";
import type { Policy } from "../policies/policy.js";
import { lostSales } from "../problems/index.js";
import { policySetting } from "../simulation/world.js";
import { type FittedNumber, fitPerSeries } from "./fit-per-series.js";

/** Each of 0, 1, …, 9 once in ten periods, in a mixed order, so many times as large. */
const mixed = (factor: number) => Float32Array.from({ length: 200 }, (_, t) => ((t * 7) % 10) * factor);

interface Fit {
  readonly demand: readonly Float32Array[];
  readonly shortageCost?: number;
  readonly leadTime?: number;
  readonly firstPeriod?: readonly number[];
}

function fit(history: Fit, policy: Policy, numbers: readonly FittedNumber[]) {
  const { demand, shortageCost = 7, leadTime = 0, firstPeriod } = history;
  const problem = lostSales({ leadTime, holdingCost: 1, shortageCost });
  const world = madeWorld({ problem, demand, firstPeriod });
  const setting = policySetting(world);
  const range = { from: 20, to: demand[0].length };
  return fitPerSeries({ world, setting, executor, range, policy: policy.bind(setting), numbers });
}

const levelFrom = (...start: number[]): FittedNumber => ({ name: "level", start: Float64Array.from(start) });
const levels = new Float64Array(3);

describe("numbers fitted for each series", () => {
  it("are the newsvendor's levels where there is no lead time, from a start too high or too low", () => {
    // The ratio 7/8 lies between F(7) = 0.8 and F(8) = 0.9, so the best level is the demand of rank 8.
    const demand = [1, 3, 20].map(mixed);
    const { level } = fit({ demand }, baseStock({ levels }), [levelFrom(12, 10, 160)]);
    expect(Math.round(level[0])).toBe(8);
    expect(Math.abs(level[1] - 24)).toBeLessThan(1);
    expect(Math.abs(level[2] - 160)).toBeLessThan(0.02 * 160);
  });

  it("rise with the shortage cost", () => {
    const demand = [mixed(1)];
    const policy = baseStock({ levels: levels.slice(0, 1) });
    const of = (shortageCost: number) => fit({ demand, shortageCost }, policy, [levelFrom(5)]).level[0];
    expect([1.2, 2, 4.5, 15].map(of).map(Math.round)).toEqual([5, 6, 8, 9]);
  });

  it("do not look at periods before a series was on offer", () => {
    const late = mixed(1).map((units, t) => (t < 100 ? 500 : units));
    const options = { demand: [late], firstPeriod: [100] };
    const { level } = fit(options, baseStock({ levels: levels.slice(0, 1) }), [levelFrom(10)]);
    expect(Math.round(level[0])).toBe(8);
  });

  it("are found one after the other where there are more: a cap as well as a level", () => {
    const demand = [mixed(1)];
    const policy = cappedBaseStock({ levels: levels.slice(0, 1), caps: levels.slice(0, 1) });
    const start = [levelFrom(20), { name: "cap", start: Float64Array.of(9) }];
    const fitted = fit({ demand, leadTime: 3 }, policy, start);
    expect(Object.keys(fitted)).toEqual(["level", "cap"]);
    // With four periods to cover, what is ordered in each lies near the demand of a period, 4.5.
    expect(Math.round(fitted.cap[0])).toBeGreaterThanOrEqual(4);
    expect(Math.round(fitted.cap[0])).toBeLessThanOrEqual(7);
    expect(start[0].start[0]).toBe(20);
  });
});
