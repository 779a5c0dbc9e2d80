import { describe, expect, it } from "vitest";
import { InputError } from "../../base/errors.js";
import { parseDistribution } from "../../demand/distributions.js";
import type { Solution } from "../solver.js";
import { periodCosts, procurementRemovalInstance } from "./instance.js";
import { intervalStockCost } from "./interval-stock.js";
import { procurementRemovalSolver } from "./procurement-removal.js";

const given = {
  demand: "poisson:5", price: 10, unitCost: 6, salvageValue: 3, holdingCost: 0.5, discount: 0.95,
};

function solve(changes: Record<string, unknown> = {}): Promise<Solution> {
  return procurementRemovalSolver.solve({ ...given, ...changes }, {});
}

/** The best pair of levels by trying all, each from the equations of its policy. */
function bruteForce(changes: Partial<typeof given>, onHand: number, most: number) {
  const all = { ...given, ...changes };
  const instance = procurementRemovalInstance({ ...all, demand: parseDistribution(all.demand) });
  let best = { lowLevel: 0, upLevel: 0, cost: Infinity };
  for (let lowLevel = 0; lowLevel <= most; lowLevel++)
    for (let upLevel = lowLevel; upLevel <= most; upLevel++) {
      const cost = intervalStockCost(instance, { lowLevel, upLevel }, onHand);
      if (cost < best.cost - 1e-9) best = { lowLevel, upLevel, cost };
    }
  return best;
}

describe("procurement and removal", () => {
  it.each([
    [{}, 0], [{}, 30], [{ demand: "geometric:4" }, 60], [{ salvageValue: 5.9 }, 25],
    [{ demand: "uniform:2,6", holdingCost: 0, salvageValue: 5 }, 40], [{ discount: 0.8 }, 30],
  ])("agrees with all pairs of levels, tried one by one: %o from %d", async (changes, onHand) => {
    const solution = await solve({ ...changes, onHand });
    const { cost, lowLevel, upLevel } = bruteForce(changes, onHand, 60);
    expect(solution.optimal.cost).toBeCloseTo(cost, 6);
    if (onHand > 0) expect(solution.optimal.parameters).toEqual({ lowLevel, upLevel });
    expect(solution.policies[0].cost).toBeCloseTo(solution.optimal.cost, 6);
  });

  it("orders up to the newsvendor level of lost sales without removal", async () => {
    // Fractile (10 − 6) / (10 − 0.95 · 6 + 0.5) = 0.833 of Poisson demand with mean 5: P(D <= 7) = 0.867.
    expect((await solve()).optimal.parameters?.lowLevel).toBe(7);
  });

  it("removes nothing from empty stock, so that base-stock is as good", async () => {
    const solution = await solve();
    for (const { gapPercent } of solution.policies) expect(gapPercent).toBeCloseTo(0, 6);
  });

  it("makes removal worth something from too much stock", async () => {
    const solution = await solve({ onHand: 80 });
    const [interval, baseStock, single] = solution.policies;
    expect(interval.gapPercent).toBeCloseTo(0, 6);
    expect(baseStock.cost).toBeGreaterThan(interval.cost + 1);
    expect(single.cost).toBeGreaterThan(interval.cost + 0.01);
  });

  it("keeps less the better removal pays, and orders the same", async () => {
    const levels = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (salvageValue) => (await solve({ salvageValue })).optimal.parameters),
    );
    expect(new Set(levels.map((level) => level?.lowLevel)).size).toBe(1);
    for (let i = 1; i < levels.length; i++)
      expect(levels[i]?.upLevel).toBeLessThanOrEqual(levels[i - 1]?.upLevel ?? 0);
  });

  it("sells for sure what is certain: a closed form", async () => {
    // Two units a period, bought for 6 and sold for 10: 8 a period for ever at discount 0.95.
    const solution = await solve({ demand: "pmf:0,0,1" });
    expect(solution.optimal.cost).toBeCloseTo(-8 / 0.05, 6);
  });

  it("charges holding and earns the price in a period", () => {
    const demand = parseDistribution("pmf:0.5,0,0.5");
    const costs = periodCosts(procurementRemovalInstance({ ...given, demand }), 3);
    expect([...costs]).toEqual([0, 0.25 - 5, 0.5 - 10, 1 - 10]);
  });

  it("solves a future that counts nearly as much as now, and refuses to keep stock without end", async () => {
    const patient = { salvageValue: 0, discount: 0.9999, onHand: 50 };
    const { optimal, policies } = await solve({ ...patient, holdingCost: 0.01 });
    expect(optimal.parameters?.upLevel).toBeGreaterThan(1000);
    expect(policies[0].cost).toBeCloseTo(optimal.cost, 4);
    await expect(solve({ ...patient, holdingCost: 0.001 })).rejects.toThrow("more than 20000 units");
  });

  it("refuses what has no answer", async () => {
    await expect(solve({ salvageValue: 6 })).rejects.toThrow(InputError);
    await expect(solve({ salvageValue: 0, holdingCost: 0 })).rejects.toThrow("never removed");
  });
});
