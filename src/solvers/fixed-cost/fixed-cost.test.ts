import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDistribution } from "../../demand/distributions.js";
import { randomStream } from "../../base/random.js";
import { demandTable } from "../formulas/demand-table.js";
import { fixedOrderCostModel, optimalSsPolicy } from "../formulas/s-s-policy.js";
import { averageCost } from "../markov/average-cost.js";
import { paceOf } from "../markov/pace.js";
import { fixedCostSolver } from "./fixed-cost.js";
import { bestOrderMultiples, multiplesOf } from "./order-multiples.js";

interface Instance {
  readonly demand: string;
  readonly leadTime: number;
  readonly orderCost: number;
  readonly holdingCost?: number;
  readonly shortageCost?: number;
}

const solve = (instance: Instance) =>
  fixedCostSolver.solve({ holdingCost: 1, shortageCost: 9, ...instance }, {});

describe("an order cost, solved", () => {
  it("example 4.7 and the Poisson demand of Zheng and Federgruen (1991)", async () => {
    const example = { demand: "poisson:6", leadTime: 0, orderCost: 5, shortageCost: 4 };
    expect((await solve(example)).optimal.cost).toBeCloseTo(8.0341116, 6);
    const { optimal } = await solve({ demand: "poisson:50", leadTime: 0, orderCost: 64 });
    expect(optimal.parameters).toEqual({ reorderPoint: 42, orderUpToLevel: 108 });
    expect(optimal.cost).toBeCloseTo(70.975, 2);
  });

  it("without order cost is backlog: five periods of Poisson demand 1.2 are one of 6", async () => {
    const { optimal, policies } = await solve({
      demand: "poisson:1.2", leadTime: 4, orderCost: 0, shortageCost: 4,
    });
    expect(optimal).toMatchObject({ parameters: { reorderPoint: 7, orderUpToLevel: 8 } });
    expect(optimal.cost).toBeCloseTo(3.5701069, 6);
    const baseStock = policies.find(({ name }) => name === "base-stock");
    expect(baseStock).toMatchObject({ parameters: { level: 8 }, gapPercent: 0 });
    expect(policies.find(({ name }) => name === "(r, nQ)")?.gapPercent).toBeCloseTo(0, 9);
  });

  it.each<Instance>([
    { demand: "uniform:0,2", leadTime: 2, orderCost: 6, shortageCost: 7 },
    { demand: "pmf:0.5,0,0.2,0.3", leadTime: 1, orderCost: 9, shortageCost: 4, holdingCost: 2 },
    { demand: "pmf:0.3,0.7", leadTime: 0, orderCost: 12, shortageCost: 5 },
  ])("costs what value iteration over stock and every open order says: %o", async (instance) => {
    const { optimal } = await solve(instance);
    expect(optimal.cost).toBeCloseTo(await costByValueIteration(instance), 5);
  });

  it("no classical policy costs less than the optimum", async () => {
    const demands = ["poisson:4", "geometric:3", "pmf:0.7,0,0,0,0.3", "normal:20,6", "gamma:9,1.2"];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...demands),
        fc.nat(3),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 50 }),
        async (demand, leadTime, orderCost, shortageCost) => {
          const { optimal, policies } = await solve({ demand, leadTime, orderCost, shortageCost });
          expect(policies).toHaveLength(5);
          for (const { cost, gapPercent } of policies) {
            expect(cost).toBeGreaterThan(optimal.cost - 1e-9);
            expect(gapPercent).toBeCloseTo((cost / optimal.cost - 1) * 100, 8);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("a larger order cost never costs less, and orders less often", async () => {
    let before = { cost: 0, span: 0 };
    for (const orderCost of [0, 1, 5, 20, 100, 500]) {
      const { optimal } = await solve({ demand: "poisson:5", leadTime: 4, orderCost });
      const { reorderPoint, orderUpToLevel } = optimal.parameters ?? {};
      expect(optimal.cost).toBeGreaterThan(before.cost);
      expect(orderUpToLevel - reorderPoint).toBeGreaterThanOrEqual(before.span);
      before = { cost: optimal.cost, span: orderUpToLevel - reorderPoint };
    }
  });

  it("says that continuous demand is rounded", async () => {
    const { notes } = await solve({ demand: "normal:20,6", leadTime: 1, orderCost: 30 });
    expect(notes.join(" ")).toContain("rounded to whole units");
  });

  it("refuses what is too large, and demand that never comes", async () => {
    const large = solve({ demand: "poisson:50000", leadTime: 900, orderCost: 10 });
    await expect(large).rejects.toThrow(/positions, about .* minutes and .* GB/);
    await expect(solve({ demand: "poisson:5", leadTime: 0, orderCost: 1e12 })).rejects.toThrow(/orderCost/);
    await expect(solve({ demand: "pmf:1", leadTime: 0, orderCost: 1 })).rejects.toThrow(/always 0/);
  });
});

describe("(r, nQ) policies", () => {
  it.each(["poisson:3", "pmf:0.5,0,0.3,0,0.2"])("%s: cost what a long play of them costs", (text) => {
    const problem = {
      orderCost: 20, holdingCost: 1, shortageCost: 8, demand: demandTable(parseDistribution(text)),
    };
    const policy = multiplesOf(fixedOrderCostModel(problem), 9);
    const played = playOrderMultiples(text, problem, policy);
    expect(Math.abs(played / policy.cost - 1)).toBeLessThan(0.01);
  });

  it("the best one costs no more than that of any order quantity", () => {
    const demand = demandTable(parseDistribution("negative-binomial:4,0.9"));
    const problem = { orderCost: 25, holdingCost: 1, shortageCost: 8, demand, leadTime: 2 };
    const model = fixedOrderCostModel(problem);
    const best = bestOrderMultiples(model);
    for (let quantity = 1; quantity < 60; quantity++)
      expect(multiplesOf(model, quantity).cost).toBeGreaterThan(best.cost - 1e-9);
    expect(multiplesOf(model, best.orderQuantity)).toEqual(best);
    expect(best.cost).toBeGreaterThan(optimalSsPolicy(model).cost - 1e-9);
  });
});

/**
 * States (net stock after receipt, orders due in 1, …, L − 1 periods), the order of now due in L; nothing of
 * the reduction to inventory positions that the solver rests on. Quantities are bounded by a box.
 */
async function costByValueIteration(instance: Instance): Promise<number> {
  const { leadTime, orderCost, holdingCost = 1, shortageCost = 9 } = instance;
  const demand = demandTable(parseDistribution(instance.demand));
  const [lowest, highest, orderMost] = [-14, 16, 10];
  const stocks = highest - lowest + 1;
  const open = Math.max(leadTime - 1, 0);
  const pipelines = (orderMost + 1) ** open;
  const operator = (values: Float64Array, next: Float64Array) => {
    for (let pipeline = 0; pipeline < pipelines; pipeline++)
      for (let stock = lowest; stock <= highest; stock++) {
        let best = Infinity;
        for (let order = 0; order <= orderMost; order++) {
          let cost = order > 0 ? orderCost : 0;
          // The lowest digit of the pipeline is due next; the order of now becomes its highest.
          const due = leadTime === 0 ? 0 : leadTime === 1 ? order : pipeline % (orderMost + 1);
          const later = Math.floor(pipeline / (orderMost + 1));
          const then = open === 0 ? 0 : later + order * (orderMost + 1) ** (open - 1);
          for (let quantity = 0; quantity < demand.length; quantity++) {
            const left = stock + (leadTime === 0 ? order : 0) - quantity;
            const after = Math.min(Math.max(left + due, lowest), highest);
            cost += demand[quantity] * (left > 0 ? holdingCost * left : -shortageCost * left);
            cost += demand[quantity] * values[then * stocks + after - lowest];
          }
          best = Math.min(best, cost);
        }
        next[pipeline * stocks + stock - lowest] = best;
      }
  };
  const states = stocks * pipelines;
  const found = await averageCost({ states, operator, tolerance: 1e-7, operations: 1e5, pace: paceOf() });
  return found.cost;
}

function playOrderMultiples(
  text: string,
  { orderCost, holdingCost, shortageCost }: { orderCost: number; holdingCost: number; shortageCost: number },
  { reorderPoint, orderQuantity }: { reorderPoint: number; orderQuantity: number },
): number {
  const demand = parseDistribution(text);
  const stream = randomStream(3).child("demand");
  const periods = 400_000;
  let stock = reorderPoint + orderQuantity;
  let cost = 0;
  for (let t = 0; t < periods; t++) {
    if (stock <= reorderPoint) {
      cost += orderCost;
      stock += Math.ceil((reorderPoint + 1 - stock) / orderQuantity) * orderQuantity;
    }
    stock -= demand.sample(stream);
    cost += stock > 0 ? holdingCost * stock : -shortageCost * stock;
  }
  return cost / periods;
}
