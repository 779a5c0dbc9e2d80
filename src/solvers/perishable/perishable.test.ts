import { describe, expect, it } from "vitest";
import { parseDistribution } from "../../demand/distributions.js";
import { paceOf } from "../markov/pace.js";
import type { Solution } from "../solver.js";
import { perishableInstance } from "./instance.js";
import { optimalOrders } from "./optimal.js";
import { perishableSolver } from "./perishable.js";

/** Scenario A of De Moor, Gijsbrechts and Boute (2022). */
const deMoor = {
  demand: "gamma:4,0.5", lifetime: 2, leadTime: 1, issuing: "lifo",
  unitCost: 3, holdingCost: 1, shortageCost: 5, wasteCost: 7,
} as const;

function solve(changes: Record<string, unknown> = {}): Promise<Solution> {
  return perishableSolver.solve({ ...deMoor, ...changes }, {});
}

function policy(solution: Solution, name: string) {
  const found = solution.policies.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

describe("scenario A of De Moor et al. (2022)", () => {
  it.each([
    [2, "lifo", 1, 7, 1552.99, 1565.27, 5],
    [2, "fifo", 1, 7, 1457.28, 1474.55, 7],
    [2, "lifo", 1, 10, 1570.86, 1580.9, 5],
    [2, "fifo", 1, 10, 1463.51, 1484.78, 6],
    [2, "lifo", 2, 7, 1551.42, 1589.98, 7],
    [2, "fifo", 2, 7, 1461.3, 1495.21, 9],
    [2, "lifo", 2, 10, 1569.2, 1605.95, 7],
    [2, "fifo", 2, 10, 1469.01, 1504.54, 9],
    [3, "lifo", 1, 7, 1489.97, 1500.76, 6],
    [3, "fifo", 1, 7, 1424.39, 1434.95, 8],
  ])("lifetime %d, %s, lead time %d, waste cost %d", async (...row) => {
    const [lifetime, issuing, leadTime, wasteCost, optimum, baseStock, level] = row;
    const solution = await solve({ lifetime, issuing, leadTime, wasteCost });
    expect(Math.abs(solution.optimal.cost - optimum)).toBeLessThan(0.01);
    expect(Math.abs(policy(solution, "base-stock").cost - baseStock)).toBeLessThan(0.01);
    expect(policy(solution, "base-stock").parameters).toEqual({ level });
    expect(policy(solution, "bsp-low-ew").cost).toBeLessThan(baseStock - 5);
  });

  it("orders by the fresh stock alone in experiment 1, as the published table says", async () => {
    const demand = parseDistribution(deMoor.demand);
    const instance = perishableInstance({ ...deMoor, demand, maxOrder: 10, discount: 0.99 });
    const { orders } = await optimalOrders(instance, paceOf());
    const published = [3, 3, 3, 2, 1, 0, 0, 0, 0];
    for (let expiring = 0; expiring <= 8; expiring++)
      expect(Array.from(orders.slice(expiring * 11, expiring * 11 + 9))).toEqual(published);
  });
});

describe("perishable stock", () => {
  it("is a newsvendor in every period where it lives for one: a constant order", async () => {
    const demand = "uniform:0,9";
    const solution = await solve({ demand, lifetime: 1, issuing: "fifo", shortageCost: 20, discount: 0.9 });
    // Fractile (0.9 · 20 − 3) / (0.9 · (20 + 7)) = 0.617 of uniform demand on 0, …, 9: order 6.
    // Expected cost after an order of 6: short 0.6 · 20, wasted 2.1 · 7.
    const cost = (6 * 3 + 12 + 14.7) * (1 - 0.9 ** 365) / 0.1;
    expect(solution.optimal.cost).toBeCloseTo(cost, 6);
    expect(policy(solution, "bsp-low-ew").cost).toBeCloseTo(cost, 6);
  });

  it("is ordinary lost sales where nothing can expire, with lead time 0", async () => {
    // At least one unit is sold in a period, so that no more than 4 units never grow older than 4 periods.
    const lasting = { demand: "uniform:1,4", lifetime: 4, leadTime: 0, maxOrder: 4, issuing: "fifo" };
    const solution = await solve({ ...lasting, shortageCost: 6, unitCost: 2, discount: 0.9 });
    // Fractile (6 − 2) / (6 − 0.9 · 2 + 1) = 0.77 of uniform demand on 1, …, 4: order up to 4.
    expect(policy(solution, "base-stock").parameters).toEqual({ level: 4 });
    expect(policy(solution, "base-stock").gapPercent).toBeCloseTo(0, 8);
  });

  it("costs no more with a longer life, and no more first in first out than last in first out", async () => {
    const short = await solve({ demand: "poisson:2", maxOrder: 5 });
    const long = await solve({ demand: "poisson:2", maxOrder: 5, lifetime: 3 });
    const fifo = await solve({ demand: "poisson:2", maxOrder: 5, issuing: "fifo" });
    expect(long.optimal.cost).toBeLessThan(short.optimal.cost);
    expect(fifo.optimal.cost).toBeLessThan(short.optimal.cost);
  });

  it("counts from empty stock without a burn-in, where the first period is all short", async () => {
    const fresh = await solve({ horizon: 1, burnIn: 0, leadTime: 2 });
    // Rounded Gamma demand of mean 4 loses its mean, 4.0 units at 5, and an order is paid.
    expect(fresh.optimal.cost).toBeGreaterThan(20);
    expect(fresh.optimal.cost).toBeLessThan(20 + 3 * 10 + 0.1);
  });

  it("beats every rule over a long horizon from the same stock", async () => {
    const solution = await solve({ issuing: "fifo", wasteCost: 10, burnIn: 0, horizon: 3000 });
    for (const { gapPercent } of solution.policies) expect(gapPercent).toBeGreaterThan(-1e-9);
  });

  it("refuses more states than fit, with their number", async () => {
    await expect(solve({ lifetime: 8, leadTime: 2 })).rejects.toThrow(/states, about .* GB and .* hours/);
  });
});
