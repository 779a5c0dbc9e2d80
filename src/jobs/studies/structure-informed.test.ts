import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import { penalties } from "../../penalties/index.js";
import { perceptron } from "../../policies/neural/backbones/index.js";
import { noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import { differentiableSimulation } from "../../training/index.js";
import { createExecutor } from "../executor.js";
import { cases } from "./structure-informed-cases.js";
import { type Outcome, learnAcrossProducts, rivalCosts, shifts } from "./structure-informed-plays.js";
import { type Products, productsOf } from "./structure-informed-products.js";
import { removalLevels } from "./structure-informed-rivals.js";
import { caseRows } from "./structure-informed-rows.js";

const executor = createExecutor(1);
const named = (name: string) => cases.find((one) => one.name === name) ?? cases[0];

describe("the cases of the study", () => {
  it.each(cases)("$name: something is known of its best orders", (one) => {
    expect(penalties.filter(({ applies }) => applies(one.example))).not.toEqual([]);
  });

  it("has rivals that cost less the more they know of short lives", async () => {
    const rivals = await rivalCosts(named("geometric demand, lifetime 2"), executor);
    expect(Object.keys(rivals)).toEqual([
      "naive base-stock",
      "naive base-stock, mean of history",
      "best base-stock",
    ]);
    const [naive, told, best] = Object.values(rivals);
    expect(best.none).toBeLessThan(naive.none);
    expect(told.none).toBeGreaterThan(naive.none);
    expect(best["overstocked start"]).toBeGreaterThan(best.none);
  }, 60_000);

  it("have levels between which stock is left alone, more of it with more demand", async () => {
    const [means, shortageCosts] = [Float64Array.of(2, 10), Float64Array.of(9, 9)];
    const products: Products = { demand: "poisson", means, shortageCosts };
    const money = { price: 20, unitCost: 8, salvageValue: 5 };
    const { lowLevel, upLevel } = await removalLevels(products, money);
    expect(upLevel[0]).toBeGreaterThan(lowLevel[0] + 2);
    expect(upLevel[1]).toBeGreaterThan(3 * upLevel[0]);
  });

  it("draws products in the ranges that it says", () => {
    const { means, shortageCosts } = productsOf(randomStream(3), 500, "poisson");
    expect([Math.min(...means), Math.max(...means)].map(Math.round)).toEqual([2, 10]);
    expect([Math.min(...shortageCosts), Math.max(...shortageCosts)].map(Math.round)).toEqual([4, 39]);
  });
});

describe("a network of the study", () => {
  const policy = neuralPolicy({ hidden: [8], head: noneHead(), backbone: perceptron() });
  const trainer = differentiableSimulation({ lanes: 32, maxSteps: 30, validateEvery: 15 });
  const learned = (name: string) => learnAcrossProducts(named(name), policy, { trainer, seed: 1, executor });

  it.each(["lost sales, lead time 4", "geometric demand, lifetime 4"])(
    "is judged under every shift: %s",
    async (name) => {
      const { costs, met, drawn } = await learned(name);
      expect(Object.keys(costs)).toEqual(shifts.map((shift) => shift.name));
      expect(Object.values(costs).every(Number.isFinite)).toBe(true);
      const { none, ...shifted } = costs;
      for (const shift of ["demand × 2", "lead time + 2", "overstocked start"])
        expect(shifted[shift]).toBeGreaterThan(none);
      for (const share of [met, drawn]) expect(share).toBeGreaterThanOrEqual(0);
    },
    60_000,
  );

  it("orders and removes beside the exact levels", async () => {
    const { levels } = await learned("order and remove");
    for (const above of Object.values(levels ?? { none: NaN })) expect(above).toBeGreaterThan(-1);
  }, 60_000);
});

describe("the rows of a case", () => {
  const outcome = (cost: number): Outcome => ({
    costs: Object.fromEntries(shifts.map(({ name }) => [name, cost])),
    met: 0.5,
    drawn: 0.25,
    secondsToTrain: 10,
  });
  const outcomes = new Map([
    ["plain", [10, 11, 12].map(outcome)],
    ["taught", [9, 10.45, 12].map(outcome)],
  ]);
  const rows = caseRows(cases[0], { outcomes, rivals: { optimum: { none: 10 } } });
  const rowOf = (policy: string, shift = "none") =>
    rows.find(({ keys }) => keys.policy === policy && keys.shift === shift);

  it("have means with intervals over seeds", () => {
    // t(2, 0.975) = 4.3027; deviations 1, 0, 1: 4.3027 · 1 / √3 = 2.484.
    const row = rowOf("plain");
    expect(row?.value).toBe(11);
    expect(row?.high).toBeCloseTo(13.484, 3);
    expect(row?.low).toBeCloseTo(8.516, 3);
    expect(row?.keys).toMatchObject({ violationsMetPercent: "50.00 ± 0.00", secondsToTrain: "10.00 ± 0.00" });
  });

  it("say how far a variant is from the first one seed by seed, and from what it is measured beside", () => {
    // −10, −5 and 0 %; ± 4.3027 · 5 / √3.
    expect(rowOf("taught")?.note).toContain("against plain -5.00 ± 12.42 %");
    expect(rowOf("taught", "demand × 2")?.note).toBe("against plain -5.00 ± 12.42 %");
    expect(rowOf("plain")?.note).toMatch(/^against optimum 10.00 ± 24.84 %; earns .* % less than optimum$/);
    expect(rowOf("optimum")?.value).toBe(10);
  });
});
