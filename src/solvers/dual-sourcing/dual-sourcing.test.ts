import { describe, expect, it } from "vitest";
import { InputError } from "../../base/errors.js";
import type { Solution } from "../solver.js";
import { dualSourcingSolver } from "./dual-sourcing.js";

const gijsbrechts = {
  demand: "uniform:0,4", holdingCost: 5, shortageCost: 495,
  expeditedLeadTime: 0, regularCost: 100, regularLeadTime: 2, expeditedCost: 105,
};

function solve(changes: Record<string, unknown> = {}): Promise<Solution> {
  return dualSourcingSolver.solve({ ...gijsbrechts, ...changes }, {});
}

function policy(solution: Solution, name: string) {
  const found = solution.policies.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

/** Costs of the exact dynamic program; gaps as in Figure 9 of Gijsbrechts et al. (2022). */
describe("the six instances of Gijsbrechts et al. (2022)", () => {
  it.each([
    [2, 105, 216.7698, 216.7824, 217.0221, 218, 216.903],
    [2, 110, 219.7333, 219.7994, 220.1253, 222, 221.903],
    [3, 105, 216.8767, 216.8783, 217.4582, 219, 216.903],
    [3, 110, 220.3411, 220.4657, 221.1353, 225, 221.903],
    [4, 105, 216.8931, 216.8931, 217.6744, 220, 216.903],
    [4, 110, 220.6122, 220.8638, 221.6851, 226, 221.903],
  ])("lead time %d, expedited cost %d", async (regularLeadTime, expeditedCost, optimum, ...classical) => {
    const solution = await solve({ regularLeadTime, expeditedCost });
    const [capped, dual, single, surge] = classical;
    expect(solution.optimal.cost).toBeCloseTo(optimum, 3);
    expect(policy(solution, "capped-dual-index").cost).toBeCloseTo(capped, 3);
    expect(policy(solution, "dual-index").cost).toBeCloseTo(dual, 3);
    expect(policy(solution, "single-index").cost).toBeCloseTo(single, 3);
    expect(policy(solution, "tailored-base-surge").cost).toBeCloseTo(surge, 3);
  });

  it("has the published parameters where lead time is 4 and the expedited cost 110", async () => {
    const solution = await solve({ regularLeadTime: 4, expeditedCost: 110 });
    const parameters = (name: string) => policy(solution, name).parameters;
    expect(parameters("capped-dual-index")).toEqual({ regularLevel: 11, expeditedLevel: 4, cap: 2 });
    expect(parameters("dual-index")).toEqual({ regularLevel: 11, expeditedLevel: 4 });
    expect(parameters("single-index")).toEqual({ regularLevel: 8, expeditedLevel: 7 });
    expect(parameters("tailored-base-surge")).toEqual({ constantOrder: 1, expeditedLevel: 4 });
  });
});

describe("instances in the manner of Boettcher et al. (2023)", () => {
  it.each([
    [95, 4, 2, 5, 16.7698], [95, 4, 2, 10, 19.7333], [95, 4, 2, 20, 22.824],
    [95, 4, 3, 5, 16.8767], [95, 4, 3, 10, 20.3411], [95, 4, 3, 20, 24.2953],
    [95, 8, 2, 5, 32.2716], [95, 8, 2, 10, 37.2348], [95, 8, 2, 20, 41.6348],
    [495, 4, 2, 20, 23.0714], [495, 4, 3, 20, 24.3356],
    [495, 8, 2, 5, 32.2716], [495, 8, 2, 10, 37.8324], [495, 8, 2, 20, 43.7631],
  ])("shortage cost %d, demand up to %d, lead time %d, expedited cost %d: %d", async (...row) => {
    const [shortageCost, most, regularLeadTime, expeditedCost, optimum] = row;
    const demand = `uniform:0,${most}`;
    const solution = await solve({ demand, shortageCost, regularLeadTime, expeditedCost, regularCost: 0 });
    expect(solution.optimal.cost).toBeCloseTo(optimum, 3);
  });
});

describe("dual sourcing", () => {
  it.each([0, 1, 2])("needs two levels only for consecutive lead times: %d (Fukuda 1964)", async (lead) => {
    const leadTimes = { expeditedLeadTime: lead, regularLeadTime: lead + 1 };
    const solution = await solve({ demand: "poisson:2", shortageCost: 60, expeditedCost: 115, ...leadTimes });
    expect(policy(solution, "dual-index").gapPercent).toBeLessThan(1e-5);
    expect(policy(solution, "dual-index").gapPercent).toBeGreaterThan(-1e-5);
  });

  it("is ordinary backlog when expediting costs nothing more", async () => {
    const solution = await solve({ demand: "poisson:3", shortageCost: 45, expeditedCost: 100 });
    // Newsvendor for Poisson demand of mean 3 at the fractile 0.9: level 5.
    expect(policy(solution, "dual-index").parameters.expeditedLevel).toBe(5);
    expect(policy(solution, "dual-index").gapPercent).toBeCloseTo(0, 5);
  });

  it("never expedites when waiting is always cheaper: base-stock over the regular lead time", async () => {
    const dear = { demand: "uniform:0,4", shortageCost: 10, expeditedCost: 200 };
    const solution = await solve(dear);
    const single = policy(solution, "single-index");
    expect(single.gapPercent).toBeCloseTo(0, 5);
    expect(single.parameters.regularLevel - single.parameters.expeditedLevel).toBe(4);
  });

  it("orders everything regularly when demand is certain", async () => {
    const solution = await solve({ demand: "pmf:0,0,1", regularLeadTime: 3 });
    expect(solution.optimal.cost).toBeCloseTo(200, 6);
  });

  it("keeps the optimum below every classical policy, and the cap below no cap", async () => {
    const solution = await solve({
      demand: "negative-binomial:2,0.9", shortageCost: 40, expeditedCost: 112,
      expeditedLeadTime: 1, regularLeadTime: 4,
    });
    for (const { gapPercent } of solution.policies) expect(gapPercent).toBeGreaterThan(-1e-6);
    const cost = (name: string) => policy(solution, name).cost;
    expect(cost("capped-dual-index")).toBeLessThanOrEqual(cost("dual-index"));
    expect(solution.notes.join(" ")).toContain("Doubled without a change: the range of positions, the");
  });

  it("refuses an expedited supplier that is not faster, or cheaper, and too many states", async () => {
    await expect(solve({ regularLeadTime: 2, expeditedLeadTime: 2 })).rejects.toThrow("faster");
    await expect(solve({ expeditedCost: 90 })).rejects.toThrow(InputError);
    await expect(solve({ demand: "poisson:20", regularLeadTime: 6 })).rejects.toThrow(/states, about .* GB/);
  });
});
