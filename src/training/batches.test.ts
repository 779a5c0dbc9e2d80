import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { lostSales } from "../problems/index.js";
import { batchSource } from "./batches.js";

const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
const constantDemand = (units: readonly number[], periods: number) =>
  units.map((level) => new Float32Array(periods).fill(level));

describe("a batch source", () => {
  const levels = [0, 1, 2, 40, 400];
  const world = madeWorld({ problem, demand: constantDemand(levels, 20) });
  const source = batchSource(world, { from: 0, to: 20 }, { lanes: 2000, periods: 5, warmUp: 0 });

  it("weighs its draws so that each series counts the same", () => {
    const { windows, weights } = source.draw(randomStream(1));
    const share = levels.map(() => 0);
    windows.series.forEach((series, lane) => (share[series] += weights[lane]));
    // Three standard errors of the rarest draws, one in ten with a weight of two.
    share.forEach((weight) => expect(Math.abs(weight / 2000 - 1 / 5)).toBeLessThan(0.041));
  });

  it("has the mean over series as the mean of weighted draws", () => {
    const values = [3, -7, 2, 11, 5];
    const means = Array.from({ length: 40 }, (_, draw) => {
      const { windows, weights } = source.draw(randomStream(draw));
      return windows.series.reduce((sum, s, lane) => sum + weights[lane] * values[s], 0) / 2000;
    });
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (means.length - 1);
    expect(Math.abs(mean - 14 / 5)).toBeLessThan(3 * Math.sqrt(variance / means.length));
  });

  it("draws series that move more money more often", () => {
    const { windows } = source.draw(randomStream(1));
    const count = (series: number) => windows.series.filter((drawn) => drawn === series).length;
    expect(count(4)).toBeGreaterThan(2 * count(3));
    expect(count(0)).toBeGreaterThan(100);
  });

  it("knows the money that a series usually moves in a period", () => {
    expect(source.typicalMoney).toBeCloseTo((443 / 5) * 10, 3);
    const nothing = madeWorld({ problem, demand: constantDemand([0, 0], 20) });
    const range = { from: 0, to: 20 };
    expect(batchSource(nothing, range, { lanes: 1, periods: 5, warmUp: 0 }).typicalMoney).toBe(1);
  });

  it("draws the same from the same stream", () => {
    expect(source.draw(randomStream(1))).toEqual(source.draw(randomStream(1)));
    expect(source.draw(randomStream(1))).not.toEqual(source.draw(randomStream(2)));
  });

  it("keeps its windows inside the range, and starts late series late", () => {
    const cases = fc
      .record({ from: fc.integer({ min: 0, max: 10 }), room: fc.integer({ min: 1, max: 10 }) })
      .chain(({ from, room }) =>
        fc.record({
          range: fc.constant({ from, to: from + room }),
          periods: fc.integer({ min: 1, max: room }),
          warmUp: fc.integer({ min: 0, max: 3 }),
          firstPeriod: fc.array(fc.integer({ min: 0, max: 19 }), { minLength: 3, maxLength: 3 }),
        }),
      );
    fc.assert(
      fc.property(cases, ({ range, periods, warmUp, firstPeriod }) => {
        const late = madeWorld({ problem, demand: constantDemand([1, 2, 3], 20), firstPeriod });
        const { windows } = batchSource(late, range, { lanes: 50, periods, warmUp }).draw(randomStream(1));
        const latest = range.to - periods;
        windows.start.forEach((start, lane) => {
          expect(start).toBeGreaterThanOrEqual(range.from);
          expect(start).toBeLessThanOrEqual(latest);
          expect(start).toBeGreaterThanOrEqual(Math.min(firstPeriod[windows.series[lane]] - warmUp, latest));
        });
      }),
    );
  });

  it("draws every start that is allowed", () => {
    const { windows } = source.draw(randomStream(3));
    expect(new Set(windows.start)).toEqual(new Set(Array.from({ length: 16 }, (_, start) => start)));
  });
});
