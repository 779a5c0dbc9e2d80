import { describe, expect, it } from "vitest";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { lostSales, procurementRemoval } from "../problems/index.js";
import { type LeadTime, randomLeadTime } from "../problems/mechanics/lead-time.js";
import { randomStart, usualStart } from "./start-state.js";

const windows = { series: Int32Array.of(0, 1, 2), start: new Int32Array(3), periods: 1, warmUp: 0 };
const demand = [[2], [2], [2]];
const costs = { holdingCost: 1, shortageCost: 9 };

const worldOf = (leadTime: LeadTime, usual: number) =>
  madeWorld({ problem: lostSales({ leadTime, ...costs }), demand, sharedScale: usual });

describe("the usual start", () => {
  it("has nothing on order beyond a series' own lead time", () => {
    const world = worldOf({ periods: Float64Array.of(0, 1, 3) }, 2);
    const { stock, due } = usualStart(world, windows);
    expect([...stock]).toEqual([2, 2, 2]);
    expect(due.map((units) => [...units])).toEqual([[0, 2, 2], [0, 0, 2], [0, 0, 2]]);
  });

  it("spreads part units over the pipeline, so that their sum is right", () => {
    const { due } = usualStart(worldOf({ periods: 4 }, 0.5), windows);
    expect(due.map((units) => units[0]).reduce((sum, units) => sum + units, 0)).toBe(2);
  });

  it("with random lead times has on order what is still to arrive of an order per period", () => {
    // Later than 0, 1, 2 periods: 3/4, 1/4 and none of the orders.
    const { due } = usualStart(worldOf(randomLeadTime([0.25, 0.5, 0.25]), 8), windows);
    expect(due.map((units) => units[1])).toEqual([6, 2]);
  });
});

describe("the opening of a world", () => {
  const world = {
    ...worldOf({ periods: 2 }, 2),
    opening: { period: 0, stock: Float64Array.of(3, -1, 0) },
  };

  it("is what every play begins with, and nothing is on order", () => {
    const starts = [usualStart(world, windows), randomStart(world, windows, randomStream(1))];
    for (const { stock, due } of starts) {
      expect([...stock]).toEqual([3, -1, 0]);
      expect(due.map((units) => [...units])).toEqual([[0, 0, 0], [0, 0, 0]]);
    }
  });

  it("belongs to one period: no play begins in another", () => {
    const later = { ...windows, start: new Int32Array(3).fill(1) };
    expect(() => usualStart(world, later)).toThrow("begin with it");
  });
});

describe("a random start", () => {
  it("is the same for the same stream, another for another, and nowhere beyond the lead time", () => {
    const world = worldOf({ periods: Float64Array.of(0, 1, 3) }, 2);
    const start = (seed: number) => randomStart(world, windows, randomStream(seed));
    expect(start(1)).toEqual(start(1));
    expect(start(1)).not.toEqual(start(2));
    expect(start(1).due[1][1]).toBe(0);
    expect(start(1).due[1][2]).toBeGreaterThan(0);
  });

  it("goes far beyond what is needed where stock can be taken away again", () => {
    const removable = procurementRemoval({ leadTime: 0, salvageValue: 0, ...costs });
    const worlds = [lostSales({ leadTime: 0, ...costs }), removable].map((problem) =>
      madeWorld({ problem, demand, sharedScale: 2 }),
    );
    const most = worlds.map((world) => {
      const starts = Array.from({ length: 50 }, (_, seed) => randomStart(world, windows, randomStream(seed)));
      return Math.max(...starts.flatMap(({ stock }) => [...stock])) / 2;
    });
    expect(most[0]).toBeLessThanOrEqual(1.5);
    expect(most[1]).toBeGreaterThan(7);
  });
});
