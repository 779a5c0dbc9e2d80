import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDistribution } from "../../demand/distributions.js";
import type { Solution } from "../solver.js";
import { lostSalesModel } from "./model.js";
import { lostSalesSolver } from "./lost-sales.js";
import { reducedSpace } from "./reduced-space.js";
import { buildSpace, countStates } from "./space.js";

const solve = (demand: string, leadTime: number, shortageCost: number, holdingCost = 1) =>
  lostSalesSolver.solve({ demand, leadTime, holdingCost, shortageCost }, {});

function found({ policies }: Solution, name: string) {
  const policy = policies.find((candidate) => candidate.name === name);
  if (!policy) throw new Error(`no policy is named ${name}`);
  return policy;
}

/** Demand, p, L, optimum (Zipkin 2008, tables 3 and 4); cost, level and cap of the best capped base-stock. */
const table: readonly [string, ...number[]][] = [
  ["poisson:5", 4, 1, 4.0407, 4.0654, 12, 6],
  ["poisson:5", 4, 2, 4.3953, 4.4057, 17, 5],
  ["poisson:5", 9, 3, 6.5314, 6.6164, 24, 6],
  ["poisson:5", 39, 2, 9.1064, 9.1326, 22, 8],
  ["geometric:5", 4, 3, 10.4667, 10.5237, 21, 4],
  ["geometric:5", 19, 2, 20.8906, 21.0665, 28, 9],
  ["geometric:5", 39, 1, 23.8657, 23.9472, 27, 16],
];

describe("lost sales solved", () => {
  it.each(table)("%s, shortage cost %d, lead time %d: optimum and capped base-stock", async (...row) => {
    const [demand, shortageCost, leadTime, optimum, capped, level, cap] = row;
    const solution = await solve(demand, leadTime, shortageCost);
    expect(Math.abs(solution.optimal.cost - optimum)).toBeLessThan(6e-5);
    const policy = found(solution, "best capped base-stock");
    expect(policy.parameters).toEqual({ level, cap });
    expect(Math.abs(policy.cost - capped)).toBeLessThan(6e-5);
  });

  it("finds the heuristics of Zipkin's table for lead time 3 and shortage cost 4", async () => {
    const solution = await solve("poisson:5", 3, 4);
    const printed: Readonly<Record<string, number>> = {
      myopic: 4.84,
      "myopic-2": 4.64,
      "standard vector base-stock": 5.51,
      "better vector base-stock": 4.63,
      "standard base-stock": 5.77,
      "best base-stock": 4.98,
      "best constant order": 5.27,
    };
    for (const [name, cost] of Object.entries(printed))
      expect(Math.abs(found(solution, name).cost - cost), name).toBeLessThan(0.0051);
  });

  it("finds the best base-stock level of lead time 1", async () => {
    const policy = found(await solve("poisson:5", 1, 4), "best base-stock");
    expect(policy.parameters).toEqual({ level: 12 });
    expect(policy.cost).toBeCloseTo(4.1628, 4);
  });

  it("without a lead time is the newsvendor", async () => {
    // Snyder and Shen, example 4.7 without its fixed cost.
    const solution = await solve("poisson:6", 0, 4);
    expect(solution.optimal.parameters).toEqual({ level: 8 });
    expect(solution.optimal.cost).toBeCloseTo(3.5701069, 6);
  });

  it("costs nothing where demand is known, though its chain is periodic", async () => {
    const solution = await solve("uniform:2,2", 2, 9);
    expect(solution.optimal.cost).toBeCloseTo(0, 6);
    expect(found(solution, "best base-stock").cost).toBeCloseTo(0, 6);
  });

  it("orders nothing where there is no demand, and gives no gap to a cost of 0", async () => {
    const { optimal, policies } = await solve("pmf:1", 2, 9);
    expect(optimal.cost).toBe(0);
    for (const { cost, gapPercent } of policies) expect([cost, gapPercent]).toEqual([0, null]);
  });

  it("rounds continuous demand, and says so", async () => {
    const { notes } = await solve("normal:3,1", 1, 9);
    expect(notes.join(" ")).toContain("rounded to whole units");
  });

  it("refuses what is too large, with its size and an estimate", async () => {
    await expect(solve("poisson:50", 8, 9)).rejects.toThrow(/states, about .*days and .* GB/);
  });
});

describe("the optimum of lost sales", () => {
  const instance = fc.record({
    weights: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }),
    leadTime: fc.integer({ min: 1, max: 3 }),
    shortageCost: fc.integer({ min: 1, max: 30 }),
  });
  const demandOf = (weights: readonly number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return `pmf:${weights.map((weight) => weight / total).join(",")}`;
  };

  it("is below every policy, and scales with the costs", async () => {
    await fc.assert(
      fc.asyncProperty(instance, async ({ weights, leadTime, shortageCost }) => {
        fc.pre(weights.slice(1).some((weight) => weight > 0));
        const solution = await solve(demandOf(weights), leadTime, shortageCost);
        for (const { cost } of solution.policies) expect(cost).toBeGreaterThan(solution.optimal.cost - 1e-6);
        const tripled = await solve(demandOf(weights), leadTime, 3 * shortageCost, 3);
        expect(tripled.optimal.cost).toBeCloseTo(3 * solution.optimal.cost, 5);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it("rises with the lead time and with the shortage cost", async () => {
    const costs = await Promise.all([0, 1, 2, 3].map((leadTime) => solve("poisson:2", leadTime, 9)));
    const optima = costs.map(({ optimal }) => optimal.cost);
    expect(optima).toEqual([...optima].sort((a, b) => a - b));
    expect((await solve("poisson:2", 1, 10)).optimal.cost).toBeGreaterThan(optima[1]);
  });
});

describe("the reduced state space", () => {
  /** Zipkin (2008), tables 1 and 2, lead times 1 to 4. */
  it.each([
    ["poisson:5", 4, [14, 124, 1152, 9984]],
    ["poisson:5", 39, [18, 209, 2420, 27945]],
    ["geometric:5", 9, [21, 299, 4056, 52722]],
    ["geometric:5", 39, [31, 609, 11884, 228581]],
  ])("%s, shortage cost %d: %j states", (text, shortageCost, states) => {
    const demand = parseDistribution(text);
    const shapes = [1, 2, 3, 4].map((leadTime) =>
      reducedSpace(lostSalesModel({ leadTime, holdingCost: 1, shortageCost, demand })),
    );
    expect(shapes.map(countStates)).toEqual(states);
    expect(shapes.slice(0, 3).map((shape) => buildSpace(shape).states)).toEqual(states.slice(0, 3));
  });
});
