import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDistribution, pmfTable } from "../demand/distributions.js";
import { backlog, dualSourcing, fixedCost, lostSales, perishable } from "../problems/index.js";
import { withOrderTerms } from "../problems/mechanics/order-terms.js";
import type { Problem } from "../problems/problem.js";
import { type StockNow, solvers, unsteady } from "./index.js";

const costs = { holdingCost: 1, shortageCost: 9 };

function solverOf({ name }: Problem) {
  const solver = solvers.find((known) => known.problem === name);
  if (!solver) throw new Error(`no solver of ${name}`);
  return solver;
}

async function bestOf(problem: Problem, demand: string, stockMost = 24) {
  const given = { problem, series: 0, demand: parseDistribution(demand), stockMost };
  const best = await solverOf(problem).bestOrders?.(given, {});
  if (!best) throw new Error(`${problem.name} has no best orders`);
  return best;
}

const stocks = fc.record({
  onHand: fc.integer({ min: -10, max: 40 }),
  onOrder: fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }),
});
const position = ({ onHand, onOrder }: StockNow) => onOrder.reduce((sum, due) => sum + due, onHand);

describe("the best orders of a steady series", () => {
  it("fill up to the level that is known to be best where demand waits", async () => {
    const { order } = await bestOf(backlog({ ...costs, leadTime: 4, price: 7, unitCost: 3 }), "poisson:5");
    const { optimal } = await solverOf(backlog({ ...costs, leadTime: 4 })).solve({ leadTime: 4 }, {});
    const level = optimal.parameters?.level ?? NaN;
    fc.assert(
      fc.property(stocks, (stock) => {
        expect(order(stock)).toBe(Math.max(level - position(stock), 0));
      }),
    );
  });

  it("wait for the reorder point where an order costs something", async () => {
    const given = { orderCost: 50, leadTime: 2 };
    const { order } = await bestOf(fixedCost({ ...costs, ...given }), "poisson:5");
    const { optimal } = await solverOf(fixedCost({ ...costs, ...given })).solve(given, {});
    const { reorderPoint, orderUpToLevel } = optimal.parameters ?? {};
    expect(order({ onHand: reorderPoint, onOrder: [0] })).toBe(orderUpToLevel - reorderPoint);
    expect(order({ onHand: reorderPoint, onOrder: [1] })).toBe(0);
  });

  it("of lost sales are what trying every order finds, also in states to which none leads", async () => {
    for (const demand of ["pmf:0.3,0.4,0.3", "pmf:0.5,0,0,0.5"]) {
      const { order } = await bestOf(lostSales({ ...costs, leadTime: 2 }), demand);
      const excess = excessOver(demand, 9, order);
      expect(Math.max(...excess)).toBeLessThan(1e-5);
    }
  });

  it("of lost sales count the margin as a cost of losing a unit", async () => {
    const money = { holdingCost: 1, shortageCost: 1, price: 10, unitCost: 2 };
    const paid = await bestOf(lostSales({ ...money, leadTime: 2 }), "poisson:3");
    const said = await bestOf(lostSales({ ...costs, leadTime: 2 }), "poisson:3");
    for (let onHand = 0; onHand < 20; onHand++)
      expect(paid.order({ onHand, onOrder: [2] })).toBe(said.order({ onHand, onOrder: [2] }));
  });

  it("of what expires replace what will be sold, where demand is known", async () => {
    const terms = { ...costs, lifetime: 3, issuing: "fifo" as const, wasteCost: 5, leadTime: 2 };
    const { order } = await bestOf(perishable(terms), "pmf:0,0,1", 8);
    // Two are sold a period; what is on hand expires tomorrow evening, before the order is there.
    for (const onHand of [0, 2, 4, 8]) expect(order({ onHand, onOrder: [0] })).toBe(2);
    expect(order({ onHand: 2, onOrder: [3] })).toBe(1);
    expect(order({ onHand: 4, onOrder: [3] })).toBe(0);
    expect(order({ onHand: 2, onOrder: [8] })).toBe(0);
  });

  it("are refused where the states are too many for seconds", async () => {
    await expect(bestOf(lostSales({ ...costs, leadTime: 8 }), "poisson:50")).rejects.toThrow("states");
    const terms = { ...costs, lifetime: 5, issuing: "fifo" as const, wasteCost: 5, leadTime: 2 };
    await expect(bestOf(perishable(terms), "poisson:5")).rejects.toThrow("states");
  });

  it("are not asked for where circumstances change", () => {
    const steady = lostSales({ ...costs, leadTime: 2 });
    expect(unsteady({ problem: steady })).toBeUndefined();
    const changing = { periods: 2, values: Float32Array.of(1, 2) };
    const two = { regularLeadTime: 3, expeditedLeadTime: 1, regularCost: 0, expeditedCost: 1 };
    const others: readonly [Problem, string][] = [
      [lostSales({ ...costs, leadTime: { periods: 2, delays: [0.5, 0.5] } }), "lead times"],
      [lostSales({ ...costs, leadTime: 2, reviewPeriod: 7 }), "wait"],
      [lostSales({ ...costs, leadTime: 2, price: changing }), "change"],
      [withOrderTerms(steady, { packSize: 6 }), "terms"],
    ];
    for (const [problem, why] of others) expect(unsteady({ problem })).toContain(why);
    expect(solverOf(dualSourcing({ ...costs, ...two })).bestOrders).toBeUndefined();
  });
});

/**
 * How much more each state would cost with an order than with the best one, by value iteration on on-hand and
 * what is due next, both up to far more than is ever wanted.
 */
function excessOver(demandText: string, shortageCost: number, order: (stock: StockNow) => number): number[] {
  const demand = pmfTable(parseDistribution(demandText));
  const [size, orders] = [16, 8];
  let values = new Float64Array(size * size);
  const costOf = (onHand: number, due: number, ordered: number) =>
    demand.reduce((sum, chance, units) => {
      const left = Math.max(onHand - units, 0);
      const next = Math.min(left + due, size - 1) * size + ordered;
      return sum + chance * (left + shortageCost * Math.max(units - onHand, 0) + values[next]);
    }, 0);
  const choices = (onHand: number, due: number) =>
    Array.from({ length: orders }, (_, ordered) => costOf(onHand, due, ordered));
  for (let sweep = 0; sweep < 400; sweep++) {
    const next = Float64Array.from(values, (value, at) =>
      (value + Math.min(...choices(Math.floor(at / size), at % size))) / 2,
    );
    values = next.map((value) => value - next[0]);
  }
  // Beyond the box stock is cut off, which tells nothing of the best order.
  return Array.from({ length: 64 }, (_, at) => [Math.floor(at / 8), at % 8]).map(([onHand, due]) => {
    const all = choices(onHand, due);
    return all[order({ onHand, onOrder: [due] })] - Math.min(...all);
  });
}
