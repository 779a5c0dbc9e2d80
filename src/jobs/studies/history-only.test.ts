import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { randomStream } from "../../base/random.js";
import { parseDistribution, pmfTable } from "../../demand/distributions.js";
import { type Product, demandOf, drawProducts, omniscient, rewardAt } from "./history-only-products.js";
import { historyOnly } from "./history-only.js";
import { partsOf } from "./parts.js";

const products = drawProducts(12, randomStream(3));

/** Expected reward of a period that begins with `level` in stock, term by term. */
function expectedReward({ distribution, ...money }: Product, level: number): number {
  const reward = (demand: number) => rewardAt(level, [demand], { distribution, ...money });
  return pmfTable(distribution).reduce((sum, chance, demand) => sum + chance * reward(demand), 0);
}

it("knows the best level of every product, and what it earns and forgoes", () => {
  for (const product of products) {
    const { level, reward, cost } = omniscient(product);
    const levels = Array.from({ length: 2 * level + 20 }, (_, candidate) => candidate);
    const best = Math.max(...levels.map((candidate) => expectedReward(product, candidate)));
    expect(reward).toBeCloseTo(best, 8);
    expect(expectedReward(product, level)).toBeCloseTo(best, 8);
    const all = (product.price - product.unitCost) * product.distribution.mean;
    expect(reward + cost).toBeCloseTo(all, 8);
  }
});

it("has the discounted problem's level, F⁻¹((p − c) / (p − γ c + h))", () => {
  const distribution = parseDistribution("uniform:1,100");
  const [price, unitCost, perPeriod, discount] = [1, 0.5, 0.005, 0.9];
  const holdingCost = perPeriod + (1 - discount) * unitCost;
  const { level } = omniscient({ family: "", distribution, price, unitCost, holdingCost });
  expect(level).toBe(Math.ceil((100 * (price - unitCost)) / (price - discount * unitCost + perPeriod)));
});

it("draws products of four families, whose demand has their mean", () => {
  expect(new Set(products.map(({ family }) => family)).size).toBe(4);
  const { units } = demandOf(products, 2000, randomStream(4));
  products.forEach(({ distribution: { mean, deviation } }, index) => {
    const own = units.slice(index * 2000, (index + 1) * 2000);
    const error = own.reduce((sum, value) => sum + value, 0) / 2000 - mean;
    expect(Math.abs(error)).toBeLessThan((5 * deviation) / Math.sqrt(2000));
  });
});

it("comes close to the omniscient policy after little training, and beats it by luck at most", async () => {
  const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
  const unkept = partsOf(undefined, context.signal, "");
  const { rows } = await historyOnly.run({ quick: true, ...unkept }, context);
  const [ofReward] = rows;
  expect(ofReward.keys).toMatchObject({ demand: "all", seeds: 1, products: 1000 });
  expect(ofReward.value).toBeLessThan(1.5);
  expect(ofReward.high).toBeGreaterThan(0);
});
