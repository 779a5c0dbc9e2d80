import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { parseDistribution } from "../demand/distributions.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { backlog, lostSales } from "../problems/index.js";
import {
  type WeightedTerm,
  costs,
  stockouts,
  turnover,
  withObjective,
} from "../problems/objectives/index.js";
import type { Problem } from "../problems/problem.js";
import { type Windows, simulator } from "./simulator.js";
import { usualStart } from "./start-state.js";
import { policySetting } from "./world.js";

const charges = { leadTime: 0, holdingCost: 1, shortageCost: 9 };

/** Four units, no order, and demand 1, 2, 1, 1: stock 3, 1, 0, 0 and sales 1, 2, 1, 0 follow. */
function byHand(terms: readonly WeightedTerm[], { warmUp = 0, gradient = false } = {}) {
  const problem = withObjective(lostSales(charges), terms);
  const world = madeWorld({ problem, demand: [[1, 2, 1, 1]] });
  const parts = { problem, setting: policySetting(world), decider: { orders: "given" }, executor } as const;
  const compiled = simulator({ ...parts, rounding: "none", records: ["judged"], gradient });
  const simulation = compiled.open({ lanes: 1, periods: 4 });
  const windows: Windows = { series: Int32Array.of(0), start: Int32Array.of(0), periods: 4, warmUp };
  simulation.load(world, windows, { stock: Float32Array.of(4), due: [] }, { orders: new Float32Array(5) });
  const { cost, counted } = simulation.run(new Float32Array());
  const judged = new Float32Array(4);
  simulation.read("judged", 0, judged, 0);
  return { mean: cost / counted, judged: [...judged] };
}

/** One level for 64 series, played over 30 periods of which 26 count. */
function levelled(problem: Problem, gradient: boolean) {
  const world = stationaryWorld(problem, parseDistribution("normal:5,2"), { series: 64, periods: 30 });
  const setting = policySetting(world);
  const parts = { problem, setting, decider: { policy: baseStock().bind(setting) }, executor } as const;
  const compiled = simulator({ ...parts, rounding: "none", records: [], gradient });
  const simulation = compiled.open({ lanes: 64, periods: 30 });
  const series = Int32Array.from({ length: 64 }, (_, lane) => lane);
  const windows = { series, start: new Int32Array(64), periods: 30, warmUp: 4 };
  simulation.load(world, windows, usualStart(world, windows));
  return (cover: number) => {
    const { cost, counted } = simulation.run(Float32Array.of(cover));
    return { mean: cost / counted, slope: gradient ? simulation.gradient[0] / counted : NaN, cost };
  };
}

describe("an objective over a horizon", () => {
  it("is the share of periods that end with nothing, and stock over sales in days", () => {
    expect(byHand([{ term: stockouts(), weight: 1 }]).mean).toBe(0.5);
    // A mean of 1 unit on hand over 1 unit sold per day: one day of 28.
    expect(byHand([{ term: turnover(), weight: 1 }]).mean).toBeCloseTo(1 / 28, 6);
    expect(byHand([{ term: turnover({ daysPerPeriod: 7 }), weight: 1 }]).mean).toBeCloseTo(7 / 28, 5);
    const both = [stockouts(), turnover()].map((term) => ({ term, weight: 0.5 }));
    expect(byHand(both).mean).toBeCloseTo(0.25 + 0.5 / 28, 5);
  });

  it("looks at counted periods alone", () => {
    expect(byHand([{ term: stockouts(), weight: 3 }], { warmUp: 1 }).mean).toBeCloseTo(2, 6);
    // Stock 1, 0, 0 over sales 2, 1, 0.
    expect(byHand([{ term: turnover(), weight: 1 }], { warmUp: 1 }).mean).toBeCloseTo(1 / 3 / 28, 6);
  });

  it("tells every period what it moved, which adds up to the horizon", () => {
    const { judged } = byHand([{ term: turnover(), weight: 28 }]);
    // Of 1, 2, 3, 4 periods, times the periods: 3 / 1, 2 · 4 / 3, 3 · 4 / 4, 4 · 4 / 4.
    const standing = [3, 8 / 3, 3, 4];
    standing.forEach((value, t) => expect(judged[t]).toBeCloseTo(value - (standing[t - 1] ?? 0), 4));
  });

  it("stays within 28 days, also where nothing is sold", () => {
    const problem = withObjective(lostSales(charges), [{ term: turnover(), weight: 1 }]);
    const play = levelled(problem, true);
    expect(play(100).mean).toBeCloseTo(1, 5);
    expect(play(0).mean).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(play(0).slope)).toBe(true);
  });

  it("is the cost to the bit where it is made of costs alone", () => {
    const alone = levelled(lostSales(charges), true)(1.2);
    const term = costs();
    const told = levelled(withObjective(lostSales(charges), [{ term, weight: 1 }]), true)(1.2);
    expect(told).toEqual(alone);
  });

  it.each([lostSales, backlog])("has the slope that differences tell", (make) => {
    const problem = withObjective(make({ ...charges, leadTime: 1 }), [
      { term: stockouts(), weight: 0.5 },
      { term: turnover(), weight: 0.5 },
    ]);
    const play = levelled(problem, true);
    for (const cover of [0.8, 1.1, 1.5]) {
      const step = 0.02;
      const difference = (play(cover + step).mean - play(cover - step).mean) / (2 * step);
      expect(play(cover).slope / difference).toBeCloseTo(1, 1);
    }
  });

  it("is as it is judged when it is not smoothed, or ever less", () => {
    const problem = (softness?: number) =>
      withObjective(lostSales({ ...charges, leadTime: 1 }), [{ term: stockouts({ softness }), weight: 1 }]);
    const judged = levelled(problem(), false)(1.1).mean;
    const errors = [0.5, 0.1, 0.01, 0.001].map((softness) =>
      Math.abs(levelled(problem(softness), true)(1.1).mean - judged),
    );
    expect(errors[0]).toBeGreaterThan(errors[2]);
    expect(errors[3]).toBeLessThan(0.002);
  });
});
