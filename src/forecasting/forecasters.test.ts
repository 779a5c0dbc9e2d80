import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { autoregression } from "./autoregression.js";
import { dampedTrend } from "./damped-trend.js";
import { exponentialSmoothing } from "./exponential-smoothing.js";
import { demandPaths, forecasters } from "./index.js";
import { trailingAverage } from "./trailing-average.js";

const histories = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 60 });

const named = forecasters.map((forecaster) => [forecaster.name, forecaster] as const);

describe.each(named)("%s", (_, { forecast }) => {
  it("expects what never changed", () => {
    expect(forecast([7, 7, 7, 7, 7], 3)).toEqual([7, 7, 7]);
  });

  it("gives a finite number of units for each period, none below 0", () => {
    fc.assert(fc.property(histories, (history) => {
      const units = forecast(history, 6);
      expect(units).toHaveLength(6);
      for (const each of units) expect(Number.isFinite(each) && each >= 0).toBe(true);
    }));
  });

  it("follows the unit of measure", () => {
    fc.assert(fc.property(histories, (history) => {
      const fourfold = forecast(history.map((units) => units * 4), 4);
      expect(fourfold).toEqual(forecast(history, 4).map((units) => units * 4));
    }));
  });
});

describe("known forecasts", () => {
  it("smooths from the first period on", () => {
    expect(exponentialSmoothing(0.5).forecast([8, 4, 10], 2)).toEqual([8, 8]);
  });

  it("averages the last periods only", () => {
    expect(trailingAverage(2).forecast([100, 3, 5], 1)).toEqual([4]);
  });

  it("goes on with a line where nothing damps it", () => {
    expect(dampedTrend(4, 1).forecast([100, 2, 4, 6, 8], 3)).toEqual([10, 12, 14]);
    const [next, second] = dampedTrend(4, 0.5).forecast([2, 4, 6, 8], 2);
    expect([next, second]).toEqual([9, 9.5]);
  });

  it("returns to the mean by the correlation of neighbours", () => {
    const history = Array.from({ length: 20 }, (_, t) => (t < 10 ? 12 : 8));
    const believed = (18 * 4 - 4) / (19 * 4);
    expect(autoregression().forecast(history, 1)[0]).toBeCloseTo(10 - 2 * believed, 10);
  });
});

describe("paths of demand", () => {
  const options = { forecasters, ahead: 3, judgedAt: 0 };

  it("spread as demand does, once it is known", () => {
    const stream = randomStream(3);
    const history = Array.from({ length: 300 }, () => stream.below(21));
    const draw = demandPaths(options)(history);
    const drawn = Array.from({ length: 4000 }, () => draw(stream)[1]).sort((a, b) => a - b);
    // Recent errors weigh most, so the spread is that of some twenty draws of 0 to 20.
    expect(drawn[2000]).toBeGreaterThan(4);
    expect(drawn[2000]).toBeLessThan(16);
    expect(drawn[3800] - drawn[200]).toBeGreaterThan(12);
    expect(drawn[3800] - drawn[200]).toBeLessThan(26);
  });

  it("follow the forecaster that was right", () => {
    const rising = Array.from({ length: 40 }, (_, t) => 10 * t);
    const two = [trailingAverage(Infinity), dampedTrend(8, 1)];
    const draw = demandPaths({ ...options, forecasters: two })(rising);
    const stream = randomStream(5);
    const drawn = Array.from({ length: 400 }, () => draw(stream)[0]);
    expect(drawn.filter((units) => Math.abs(units - 400) < 1e-6).length).toBeGreaterThan(300);
  });

  it("do not depend on how often they were asked before", () => {
    const history = [5, 9, 2, 7, 7, 1, 8, 4];
    const once = demandPaths(options)(history);
    const growing = demandPaths(options);
    for (let length = 2; length < history.length; length++) growing(history.slice(0, length));
    expect(growing(history)(randomStream(1))).toEqual(once(randomStream(1)));
  });
});
