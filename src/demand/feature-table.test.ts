import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { madeWorld } from "../../test/contracts/made-world.js";
import { lostSales } from "../problems/index.js";
import { featureTable } from "./feature-table.js";
import { featureSet, lag, scale } from "./features/index.js";

const PERIODS = 40;
const demand = Array.from({ length: 6 }, (_, series) =>
  Array.from({ length: PERIODS }, (_, period) => (series * 7 + period * period) % 11),
);
const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
const { panel } = madeWorld({ problem, demand });
const { features } = featureSet("day", PERIODS);

describe("a feature table", () => {
  it("gives the same numbers whatever was asked before and however little is kept", () => {
    const whole = featureTable(panel, { features });
    fc.assert(
      fc.property(
        fc.array(fc.nat(demand.length - 1), { maxLength: 30 }),
        fc.integer({ min: 0, max: 4000 }),
        (asked, keptBytes) => {
          const table = featureTable(panel, { features, keptBytes });
          for (const series of asked) expect(table.of(series)).toEqual(whole.of(series));
        },
      ),
    );
  });

  it("names its rows, and fills each with its feature for the range", () => {
    const [from, count] = [25, 9];
    const table = featureTable(panel, { features, from, count });
    expect([...table.demandFeatures, ...table.plainFeatures].toSorted()).toEqual(
      features.map(({ name }) => name).toSorted(),
    );
    const rows = table.of(3);
    for (const { name, kind, fill } of features) {
      const expected = new Float32Array(count);
      fill(panel, 3, from, count, expected, 0);
      const [names, values] =
        kind === "units"
          ? [table.demandFeatures, rows.demandFeatures]
          : [table.plainFeatures, rows.plainFeatures];
      expect(values[names.indexOf(name)]).toEqual(expected);
    }
    const usual = new Float32Array(count);
    scale(panel, 3, from, count, usual, 0);
    expect(rows.scale).toEqual(usual);
  });

  it("has one scale for all series where they are alike", () => {
    const table = featureTable(panel, { features: [], sharedScale: 5 });
    expect(table.of(0).scale).toEqual(new Float32Array(PERIODS + 1).fill(5));
    expect(table.of(5)).toEqual(table.of(0));
  });

  it("gives the sales themselves as far back as asked, the oldest first", () => {
    for (const [from, count] of [[0, PERIODS + 1], [2, 5], [30, 1]]) {
      const { history } = featureTable(panel, { features: [], history: 4, from, count }).of(3);
      expect(history).toHaveLength(4);
      history.forEach((row, index) => {
        const expected = new Float32Array(count);
        lag(4 - index).fill(panel, 3, from, count, expected, 0);
        expect(row).toEqual(expected);
      });
    }
  });
});
