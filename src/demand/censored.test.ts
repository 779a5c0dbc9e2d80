import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { estimateDemand } from "./censored.js";
import { parseDistribution } from "./distributions.js";
import { type Panel, panel } from "./panel.js";
import { generatePanel } from "./stationary.js";

function weekly(units: readonly number[], inStock: readonly number[], firstPeriod = 0): Panel {
  return panel({
    frequency: "week",
    periodStart: Int32Array.from(units, (_, week) => week * 7),
    series: [{ item: "a", location: "" }],
    units: Float32Array.from(units),
    inStock: Uint8Array.from(inStock),
    firstPeriod: Int32Array.from([firstPeriod]),
    attributes: new Map(),
  });
}

describe("estimated demand", () => {
  it("is the sales in stock and the mean of both neighbourhoods out of stock", () => {
    const sales = [99, 2, 2, 4, 4, 0, 6, 6, 8, 8, 99];
    const inStock = sales.map((_, week) => (week === 5 ? 0 : 1));
    const { units, estimated } = estimateDemand(weekly(sales, inStock));
    expect(units[5]).toBe(5);
    expect([...estimated]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(units[0]).toBe(99);
  });

  it("asks only the periods that sold at least what was sold before the shelf was empty", () => {
    expect(estimateDemand(weekly([2, 9, 6, 8], [1, 1, 0, 1])).units[2]).toBe(8.5);
    expect(estimateDemand(weekly([2, 3, 6, 4], [1, 1, 0, 1])).units[2]).toBe(6);
  });

  it("never looks past the end of its part of the history", () => {
    const seen = (later: number) => estimateDemand(weekly([2, 0, later, 7], [1, 0, 1, 1]), [2, 4]).units[1];
    expect([seen(2), seen(50)]).toEqual([2, 2]);
    expect(estimateDemand(weekly([2, 0, 50, 7], [1, 0, 1, 1])).units[1]).toBeGreaterThan(2);
  });

  it("is the bound itself where the series was never in stock", () => {
    expect(estimateDemand(weekly([0, 3], [0, 0]))).toEqual({
      units: Float32Array.from([0, 3]), estimated: Uint8Array.from([1, 1]),
    });
  });

  it("is nothing, and not estimated, before the series starts", () => {
    const { units, estimated } = estimateDemand(weekly([0, 0, 5, 5], [0, 0, 1, 1], 2));
    expect([...units, ...estimated]).toEqual([0, 0, 5, 5, 0, 0, 0, 0]);
  });

  it("never falls below the sales", () => {
    const weeks = fc.array(fc.tuple(fc.nat(20), fc.boolean()), { minLength: 1, maxLength: 60 });
    fc.assert(fc.property(weeks, (cells) => {
      const seen = weekly(cells.map(([units]) => units), cells.map(([, inStock]) => (inStock ? 1 : 0)));
      const { units, estimated } = estimateDemand(seen);
      units.forEach((demand, week) => {
        expect(demand).toBeGreaterThanOrEqual(seen.units[week]);
        expect(estimated[week]).toBe(1 - seen.inStock[week]);
        if (!estimated[week]) expect(demand).toBe(seen.units[week]);
      });
    }));
  });

  it("comes close to a demand that was cut off at random stock levels", () => {
    const stream = randomStream(5);
    const distribution = parseDistribution("poisson:6");
    const truth = generatePanel({ distribution, series: 50, periods: 200, stream });
    const stock = truth.units.map(() => (stream.uniform() < 0.2 ? stream.below(8) : 100));
    const units = truth.units.map((demand, cell) => Math.min(demand, stock[cell]));
    const inStock = Uint8Array.from(truth.units, (demand, cell) => (demand > stock[cell] ? 0 : 1));
    const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
    const estimate = total(estimateDemand({ ...truth, units, inStock }).units);
    expect(total(units) / total(truth.units)).toBeLessThan(0.92);
    expect(estimate / total(truth.units)).toBeGreaterThan(0.97);
    expect(estimate / total(truth.units)).toBeLessThan(1.03);
  });
});
