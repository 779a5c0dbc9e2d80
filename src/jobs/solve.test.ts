import { describe, expect, it } from "vitest";
import { silentProgress } from "../base/progress.js";
import { runSolve } from "./solve.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const solve = (problem: string, flags: Readonly<Record<string, string>> = {}) =>
  runSolve({ problem, flags }, context);

describe("solve", () => {
  it("reads flags as the problem's solver wants them", async () => {
    const flags = { "--demand": "poisson:6", "--lead-time": "0", "--shortage-cost": "4" };
    const { optimal, policies } = await solve("lost-sales", flags);
    expect(optimal.cost).toBeCloseTo(3.5701069, 6);
    expect(policies[0]).toMatchObject({ parameters: { level: 8 }, gapPercent: 0 });
  });

  it.each([
    ["lost-sales", { "--lead-tim": "3" }, /^--lead-tim: .*Did you mean --lead-time\?$/],
    ["lost-sales", { "--lead-time": "many" }, /^--lead-time: found "many"\. Write a number\.$/],
    ["lost-sales", { "--lead-time": "1.5" }, /^--lead-time: found 1\.5\. Write a whole number\.$/],
    ["lost-sales", { "--shortage-cost": "0" }, /^--shortage-cost: found 0\. Write a number above 0\.$/],
    ["lost-sales", { "--demand": "poison:5" }, /^--demand: "poison:5" is no known distribution/],
    ["lost-sales", { "--demand": "poisson:50", "--lead-time": "9" }, /^--lead-time: .* about .* days/],
    ["lost-salse", {}, /Did you mean lost-sales\?/],
  ])("%s with %j is refused by flag", async (problem, flags, message) => {
    await expect(solve(problem, flags)).rejects.toMatchObject({
      name: "InputError",
      message: expect.stringMatching(message),
    });
  });
});
