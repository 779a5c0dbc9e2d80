import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { parseDistribution } from "../../demand/distributions.js";
import {
  type LostSalesModel,
  atLeast,
  lostSalesModel,
  periodCosts,
} from "../../solvers/lost-sales/model.js";
import { criticalExceedance, vectorLevels } from "../../solvers/lost-sales/reduced-space.js";
import { partsOf } from "./parts.js";
import { published, shortageCosts } from "./zipkin-2008-published.js";
import { zipkin2008 } from "./zipkin-2008.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const unkept = partsOf(undefined, context.signal, "");

it("finds every number of Zipkin's table for short lead times, but those with a note", async () => {
  const { rows } = await zipkin2008.run({ quick: true, ...unkept }, context);
  expect(rows).toHaveLength(160);
  const free = ["best constant order", "better vector base-stock"];
  for (const { keys, value, published, note } of rows) {
    const difference = Math.abs(value - (published ?? NaN));
    if (note === undefined) expect(difference, JSON.stringify(keys)).toBeLessThan(0.0051);
    else if (!free.includes(String(keys.policy))) expect(difference).toBeLessThan(0.001 * value);
  }
  const last = rows.filter(({ keys, note }) => !free.includes(String(keys.policy)) && note !== undefined);
  expect(last.length).toBeLessThan(5);
});

it("never finds an optimum above a policy, printed or not", async () => {
  const { rows } = await zipkin2008.run({ quick: true, ...unkept }, context);
  const instance = ({ demand, shortageCost, leadTime }: Readonly<Record<string, string | number>>) =>
    `${demand} ${shortageCost} ${leadTime}`;
  const optimal = rows.filter(({ keys }) => keys.policy === "optimal");
  const optima = new Map(optimal.map(({ keys, value }) => [instance(keys), value]));
  expect(optima.size).toBe(16);
  for (const { keys, value } of rows)
    expect(value).toBeGreaterThan((optima.get(instance(keys)) ?? NaN) - 1e-6);
});

it.each([
  ["poisson:5", 19, 5],
  ["poisson:5", 39, 5],
  ["geometric:5", 9, 4],
  ["geometric:5", 19, 4],
  ["geometric:5", 39, 5],
])("knows what was printed for a constant order: %s, shortage cost %s", (demand, shortageCost, order) => {
  const costs = { leadTime: 4, holdingCost: 1, shortageCost };
  const model = lostSalesModel({ ...costs, demand: parseDistribution(demand) });
  const [, , , printed] = published[demand]["best constant order"][shortageCosts.indexOf(shortageCost)];
  const [most] = vectorLevels(model, criticalExceedance(model));
  expect(costOfConstantOrder(model, order, most)).toBeCloseTo(printed, 2);
});

/** Average cost of the same order every period, where stock above `most` on hand is thrown away. */
function costOfConstantOrder(model: LostSalesModel, order: number, most: number): number {
  const costs = periodCosts(model, most);
  const emptied = atLeast(model.demand, most);
  let stock = Float64Array.from({ length: most + 1 }, () => 1 / (most + 1));
  for (let period = 0; period < 3000; period++) {
    const next = new Float64Array(most + 1);
    stock.forEach((probability, onHand) => {
      for (let left = 0; left <= onHand; left++) {
        const sold = left === 0 ? emptied[onHand] : (model.demand[onHand - left] ?? 0);
        next[Math.min(most, left + order)] += probability * sold;
      }
    });
    stock = next;
  }
  return stock.reduce((sum, probability, onHand) => sum + probability * costs[onHand], 0);
}
