import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { coverQuantiles } from "./cover-quantiles.js";
import { empirical } from "./empirical.js";
import { exponentialSmoothing } from "./exponential-smoothing.js";
import { quantileForecasters } from "./index.js";
import { croston, syntetosBoylan, teunterSyntetosBabai } from "./intermittent.js";
import { pinballLoss, quantile } from "./quantile.js";
import { seasonalNaive } from "./seasonal-naive.js";

const always = (history: readonly number[]) => ({ units: history, inStock: history.map(() => 1), first: 0 });

const ahead = (cover: number, probability: number) => ({
  cover: new Float32Array(1000).fill(cover),
  probability: () => probability,
});

describe("known forecasts", () => {
  // Two demands, 3 after three periods and 6 after four more; weight 0.5, worked out by hand.
  const demands = [0, 0, 3, 0, 0, 0, 6];

  it("Croston: size 4.5 over interval 3.5, also after more zeros", () => {
    expect(croston(0.5).forecast(demands, 2)).toEqual([4.5 / 3.5, 4.5 / 3.5]);
    expect(croston(0.5).forecast([...demands, 0, 0], 1)).toEqual([4.5 / 3.5]);
  });

  it("Syntetos and Boylan: less by a quarter of it", () => {
    expect(syntetosBoylan(0.5).forecast(demands, 1)[0]).toBeCloseTo((0.75 * 4.5) / 3.5, 12);
  });

  it("Teunter, Syntetos and Babai: the chance 1/3 halves with each zero, and so goes on", () => {
    const chance = (1 / 3 / 8 + 1) / 2;
    expect(teunterSyntetosBabai(0.5).forecast(demands, 1)[0]).toBeCloseTo(4.5 * chance, 12);
    expect(teunterSyntetosBabai(0.5).forecast([...demands, 0, 0], 1)[0]).toBeCloseTo(4.5 * chance / 4, 12);
  });

  it("seasonal naive: the last season again and again, and the mean before there is one", () => {
    expect(seasonalNaive(3).forecast([1, 2, 3, 4], 5)).toEqual([2, 3, 4, 2, 3]);
    expect(seasonalNaive(7).forecast([1, 2, 6], 2)).toEqual([3, 3]);
  });

  it("all expect of a demand that never changed what it is; Syntetos and Boylan a twentieth less", () => {
    const seven = Array.from({ length: 60 }, () => 7);
    for (const forecaster of quantileForecasters("day")) {
      const [next] = forecaster.forecast(seven, 1);
      const known = { empirical: 0, "sba-0.1": 7 * 0.95 }[forecaster.name] ?? 7;
      expect(next).toBeCloseTo(known, 10);
    }
  });
});

const names = quantileForecasters("week").map((forecaster) => [forecaster.name, forecaster] as const);

describe.each(names)("%s, followed", (_, forecaster) => {
  const histories = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 80 });

  it("expects in all what it expects period by period", () => {
    fc.assert(fc.property(histories, fc.integer({ min: 1, max: 9 }), (history, periods) => {
      const follower = forecaster.follow();
      expect(follower.total(periods)).toBe(0);
      history.forEach((units) => follower.see(units));
      const each = forecaster.forecast(history, periods);
      expect(each).toHaveLength(periods);
      expect(follower.total(periods)).toBeCloseTo(each.reduce((sum, units) => sum + units, 0), 8);
    }));
  });

  it("has quantiles that rise with the probability and see no later demand", () => {
    fc.assert(fc.property(histories, fc.integer({ min: 1, max: 5 }), (history, cover) => {
      const [low, high] = [0.3, 0.8].map((p) => coverQuantiles(forecaster, always(history), ahead(cover, p)));
      const shorter = coverQuantiles(forecaster, always(history.slice(0, -1)), ahead(cover, 0.8));
      expect(high).toHaveLength(history.length + 1);
      high.forEach((units, t) => expect(units).toBeGreaterThanOrEqual(low[t]));
      expect([...shorter]).toEqual([...high.subarray(0, -1)]);
    }));
  });

  it("covers demand as often as it says, once it knows it", () => {
    const stream = randomStream(8);
    const history = Array.from({ length: 900 }, () => stream.below(2) * stream.below(20));
    const cover = 4;
    for (const probability of [0.5, 0.9]) {
      const quantiles = coverQuantiles(forecaster, always(history), ahead(cover, probability));
      let covered = 0;
      for (let t = 200; t + cover <= 900; t++) {
        const demand = history.slice(t, t + cover).reduce((sum, units) => sum + units, 0);
        covered += demand <= quantiles[t] ? 1 : 0;
      }
      expect(Math.abs(covered / 697 - probability)).toBeLessThan(0.06);
    }
  });
});

describe("quantiles of demand over the cover", () => {
  it("are those of past demand over as many periods, where nothing is forecast", () => {
    // Sums of two periods, from the second on: 3, 5, 7, …, 39.
    const rising = Array.from({ length: 21 }, (_, t) => t);
    const sums = Array.from({ length: 19 }, (_, k) => 3 + 2 * k);
    for (const probability of [0.1, 0.5, 0.9]) {
      const found = coverQuantiles(empirical(), always(rising), ahead(2, probability));
      expect(found[21]).toBe(quantile(sums, probability));
    }
  });

  it("are the forecast where it was always right, and nothing before the series starts", () => {
    const history = { units: [0, 0, ...Array.from({ length: 30 }, () => 4)], inStock: [], first: 2 };
    const seen = { ...history, inStock: history.units.map(() => 1) };
    const found = coverQuantiles(exponentialSmoothing(0.2), seen, ahead(3, 0.95));
    expect(found[32]).toBe(12);
    expect([found[0], found[1]]).toEqual([0, 0]);
  });

  it("take demand out of stock for the recent mean, not for the sales", () => {
    const units = [...Array.from({ length: 30 }, () => 6), 0, 0, 0];
    const inStock = units.map((sold) => (sold > 0 ? 1 : 0));
    const found = coverQuantiles(exponentialSmoothing(0.5), { units, inStock, first: 0 }, ahead(1, 0.5));
    expect(found[33]).toBe(6);
    expect(coverQuantiles(exponentialSmoothing(0.5), always(units), ahead(1, 0.5))[33]).toBeLessThan(1);
  });
});

describe("scores", () => {
  it("a quantile is the smallest value that is not exceeded often enough", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const found = [0, 0.05, 0.1, 0.11, 0.9, 0.95, 1].map((p) => quantile(values, p));
    expect(found).toEqual([1, 1, 1, 2, 9, 10, 10]);
  });

  it("pinball loss charges what lies above with p, what lies below with 1 - p", () => {
    expect([pinballLoss(10, 14, 0.9), pinballLoss(10, 6, 0.9), pinballLoss(10, 10, 0.9)]).toEqual([
      3.6, expect.closeTo(0.4, 12), 0,
    ]);
  });
});
