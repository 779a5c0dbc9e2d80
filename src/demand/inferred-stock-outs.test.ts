import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "./distributions.js";
import { inferStockOuts } from "./inferred-stock-outs.js";
import { type Panel, panel } from "./panel.js";
import { generatePanel } from "./stationary.js";

function daily(...series: (readonly number[])[]): Panel {
  const periods = series[0].length;
  return panel({
    frequency: "day",
    periodStart: Int32Array.from({ length: periods }, (_, day) => day),
    series: series.map((_, i) => ({ item: `${i}`, location: "" })),
    units: Float32Array.from(series.flat()),
    inStock: new Uint8Array(series.length * periods).fill(1),
    firstPeriod: new Int32Array(series.length),
    attributes: new Map(),
  });
}

function repeated(units: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => units).flat();
}

/** Sells in half of its days. */
const halfTheDays = repeated([1, 0], 50);
const always = repeated([1], 120);

describe("stock-outs inferred from zeros", () => {
  it("are runs longer than chance brings: 50/101 · (51/101)ⁿ · 113 is below 0.01 from 13 zeros on", () => {
    const withRun = (zeros: number) => {
      const days = [...halfTheDays.slice(0, 50), ...repeated([0], zeros - 1), ...halfTheDays.slice(50)];
      return inferStockOuts(daily(days, repeated([1], days.length))).periods;
    };
    expect([withRun(12), withRun(13), withRun(14), withRun(20)]).toEqual([0, 13, 14, 20]);
  });

  it("are none where zeros end the history, or nothing was sold anywhere", () => {
    const ended = [...repeated([3], 100), ...repeated([0], 20)];
    expect(inferStockOuts(daily(ended, always)).periods).toBe(0);
    const closed = [...repeated([3], 50), ...repeated([0], 20), ...repeated([3], 50)];
    expect(inferStockOuts(daily(closed, closed)).periods).toBe(0);
    expect(inferStockOuts(daily(closed, always)).periods).toBe(20);
  });

  it("never touch a period with a sale", () => {
    const days = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 30, maxLength: 200 });
    fc.assert(fc.property(days, (units) => {
      const { inStock } = inferStockOuts(daily(units, repeated([1], units.length)));
      units.forEach((sold, day) => sold > 0 && expect(inStock[day]).toBe(1));
    }));
  });

  it("are hardly any in demand that was never cut off, and most of the days that were", () => {
    const stream = randomStream(11);
    const truth = generatePanel({
      distribution: parseDistribution("poisson:0.8"), series: 200, periods: 365, stream,
    });
    expect(inferStockOuts(truth).periods / truth.units.length).toBeLessThan(0.001);
    const units = truth.units.slice();
    const out = new Uint8Array(units.length);
    for (let series = 0; series < 200; series++) {
      const start = series * 365 + 20 + stream.below(300);
      out.fill(1, start, start + 21);
      units.fill(0, start, start + 21);
    }
    const { inStock, periods } = inferStockOuts({ ...truth, units });
    const found = out.reduce((count, isOut, cell) => count + (isOut && inStock[cell] === 0 ? 1 : 0), 0);
    expect(found / (200 * 21)).toBeGreaterThan(0.95);
    // The zeros just before and after a stock-out cannot be told from it.
    expect(found / periods).toBeGreaterThan(0.9);
  });
});
