import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lostSalesSolver } from "../lost-sales/lost-sales.js";
import { backlogSolver } from "./backlog.js";

const solve = (demand: string, leadTime: number, shortageCost: number, holdingCost = 1) =>
  backlogSolver.solve({ demand, leadTime, holdingCost, shortageCost }, {});

describe("backlog solved", () => {
  /** The closed form for normal demand 5, 1.6; whole units and clipping at 0 cost a little. */
  it.each([
    [1, 4, 11.904, 3.1674],
    [4, 9, 29.585, 6.2788],
    [10, 19, 63.729, 10.946],
    [20, 39, 119.371, 17.1411],
  ])("normal demand, lead time %d, shortage cost %d", async (leadTime, shortageCost, level, cost) => {
    const { optimal, notes } = await solve("normal:5,1.6", leadTime, shortageCost);
    expect(Math.abs((optimal.parameters?.level ?? NaN) - level)).toBeLessThan(1);
    expect(Math.abs(optimal.cost / cost - 1)).toBeLessThan(0.02);
    expect(notes.join(" ")).toContain("rounded to whole units");
  });

  it("approaches the closed form as units become small", async () => {
    const { optimal } = await solve("normal:500,160", 4, 9);
    expect(Math.abs(optimal.cost / 627.88 - 1)).toBeLessThan(0.002);
  });

  it("without a lead time is the newsvendor", async () => {
    // Snyder and Shen, example 4.7 without its fixed cost, and problem 4.8a.
    expect((await solve("poisson:6", 0, 4)).optimal.cost).toBeCloseTo(3.5701069, 6);
    const { optimal } = await solve("poisson:18", 0, 270, 200);
    expect(optimal.parameters).toEqual({ level: 19 });
    expect(optimal.cost).toBeCloseTo(786.08844, 4);
  });

  it("depends on the demand of all L + 1 periods alone", async () => {
    // Five periods of Poisson demand 6 / 5 are one of 6.
    expect((await solve("poisson:1.2", 4, 4)).optimal.cost).toBeCloseTo(3.5701069, 6);
  });

  it("never costs less than losing the demand that waits", async () => {
    const leadTimes = fc.integer({ min: 0, max: 2 });
    await fc.assert(
      fc.asyncProperty(leadTimes, fc.integer({ min: 1, max: 40 }), async (leadTime, shortageCost) => {
        const options = { demand: "poisson:2", leadTime, holdingCost: 1, shortageCost };
        const lost = await lostSalesSolver.solve(options, {});
        const waiting = await solve("poisson:2", leadTime, shortageCost);
        expect(waiting.optimal.cost).toBeGreaterThan(lost.optimal.cost - 1e-6);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it("refuses what is too large", async () => {
    await expect(solve("poisson:50000", 900, 9)).rejects.toThrow(/outcomes, about .* minutes/);
  });
});
