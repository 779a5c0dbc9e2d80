import { describe, expect, it } from "vitest";
import { newsvendorSolver } from "./newsvendor.js";

describe("newsvendor solved", () => {
  it("problem 4.8a of Snyder and Shen (2019): Poisson demand", async () => {
    const { optimal } = await newsvendorSolver.solve(
      { demand: "poisson:18", holdingCost: 200, shortageCost: 270 }, {},
    );
    expect(optimal.parameters).toEqual({ level: 19 });
    expect(optimal.cost).toBeCloseTo(786.08844, 5);
  });

  it("approaches the closed form of normal demand as units become small", async () => {
    const { optimal, notes } = await newsvendorSolver.solve(
      { demand: "normal:50000,8000", holdingCost: 0.18, shortageCost: 0.7 }, {},
    );
    expect(optimal.parameters?.level).toBeCloseTo(56604, -1);
    expect(optimal.cost / 1997.6052).toBeCloseTo(1, 5);
    expect(notes.join(" ")).toContain("rounded to whole units");
  });

  it("no rule of thumb costs less, and certain demand costs nothing", async () => {
    const skew = await newsvendorSolver.solve({ demand: "geometric:9", holdingCost: 1, shortageCost: 9 }, {});
    for (const { gapPercent } of skew.policies) expect(gapPercent).toBeGreaterThanOrEqual(0);
    expect(skew.policies.find(({ name }) => name === "mean demand")?.gapPercent).toBeGreaterThan(10);
    const certain = await newsvendorSolver.solve({ demand: "pmf:0,0,1" }, {});
    expect(certain.optimal).toEqual({ cost: 0, parameters: { level: 2 } });
    expect(certain.policies.every(({ cost, gapPercent }) => cost === 0 && gapPercent === null)).toBe(true);
  });
});
