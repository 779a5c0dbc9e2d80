import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDistribution, poisson } from "../../demand/distributions.js";
import { demandTable } from "./demand-table.js";
import { economicOrderCost, economicOrderQuantity } from "./economic-order-quantity.js";
import { economicOrderQuantityBacklog } from "./economic-order-quantity-backlog.js";
import { economicProductionQuantity } from "./economic-production-quantity.js";
import { finiteHorizon } from "./finite-horizon.js";
import { gammaDemand } from "./gamma-demand.js";
import { newsvendor, newsvendorCost } from "./newsvendor.js";
import { normalDemand } from "./normal-demand.js";
import {
  type NormalRqProblem, rqEconomicOrderBacklog, rqEconomicOrderSafetyStock, rqLossFunction, rqNormalCost,
} from "./r-q-normal.js";
import { optimalRqPoisson, rqPoissonCost } from "./r-q-poisson.js";
import { fixedOrderCostModel, optimalSsPolicy, ssPolicyCost } from "./s-s-policy.js";
import { type LotSizingPeriod, wagnerWhitin } from "./wagner-whitin.js";
import { wholeUnitDemand } from "./whole-unit-demand.js";

const price = fc.integer({ min: 1, max: 60 });

describe("newsvendor", () => {
  it("no other stock costs less", () => {
    const demand = gammaDemand(20, 0.7);
    fc.assert(
      fc.property(price, price, fc.double({ min: 0, max: 100, noNaN: true }), (h, p, other) => {
        const problem = { holdingCost: h, shortageCost: p, demand };
        expect(newsvendor(problem).cost).toBeLessThanOrEqual(newsvendorCost(problem, other) + 1e-9);
      }),
    );
  });
});

describe("economic order quantities", () => {
  it("no other order quantity costs less", () => {
    const problem = { orderCost: 8, holdingCost: 0.225, demandRate: 1300 };
    const { orderQuantity, cost } = economicOrderQuantity(problem);
    expect(economicOrderCost(problem, orderQuantity)).toBeCloseTo(cost, 10);
    for (const factor of [0.5, 0.9, 1.1, 2])
      expect(economicOrderCost(problem, factor * orderQuantity)).toBeGreaterThan(cost);
  });

  it("dear shortages and instant production give the plain one back", () => {
    const problem = { orderCost: 8, holdingCost: 0.225, demandRate: 1300 };
    const plain = economicOrderQuantity(problem);
    const backlog = economicOrderQuantityBacklog({ ...problem, shortageCost: 1e12 });
    const production = economicProductionQuantity({ ...problem, productionRate: 1e15 });
    expect(backlog.orderQuantity).toBeCloseTo(plain.orderQuantity, 7);
    expect(production.cost).toBeCloseTo(plain.cost, 7);
  });
});

describe("Wagner and Whitin", () => {
  const period = fc.record({
    demand: fc.integer({ min: 0, max: 9 }),
    orderCost: fc.integer({ min: 0, max: 30 }),
    holdingCost: fc.integer({ min: 0, max: 4 }),
    unitCost: fc.integer({ min: 0, max: 6 }),
  });

  it("costs as much as the cheapest of all plans tried one by one", () => {
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 4 }), (periods) => {
        const { orders, cost } = wagnerWhitin(periods);
        expect(planCost(periods, orders)).toBe(cost);
        expect(cost).toBe(cheapestPlan(periods));
      }),
      { numRuns: 60 },
    );
  });
});

describe("(s, S) policies", () => {
  const demands = ["poisson:3", "geometric:2", "uniform:0,4", "pmf:0.6,0,0,0.4", "negative-binomial:4,0.9"];

  it("the best one costs less than its neighbours and than base stock, at any lead time", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...demands), fc.nat(80), price, price, fc.nat(3),
        (text, orderCost, holdingCost, shortageCost, leadTime) => {
          const demand = demandTable(parseDistribution(text));
          const problem = { orderCost, holdingCost, shortageCost, demand, leadTime };
          const { reorderPoint: s, orderUpToLevel: S, cost } = optimalSsPolicy(problem);
          expect(s).toBeLessThan(S);
          expect(ssPolicyCost(problem, { reorderPoint: s, orderUpToLevel: S })).toBeCloseTo(cost, 10);
          for (let lower = s - 4; lower <= s + 4; lower++)
            for (let upper = Math.max(S - 4, lower + 1); upper <= S + 4; upper++) {
              const other = ssPolicyCost(problem, { reorderPoint: lower, orderUpToLevel: upper });
              expect(other).toBeGreaterThan(cost - 1e-9);
            }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("without order cost is the newsvendor of L + 1 periods", () => {
    const problem = { orderCost: 0, holdingCost: 1, shortageCost: 9, demand: demandTable(poisson(5)) };
    const overFive = wholeUnitDemand(demandTable(poisson(25)));
    const expected = newsvendor({ ...problem, demand: overFive });
    const found = optimalSsPolicy({ ...problem, leadTime: 4 });
    expect(found.orderUpToLevel).toBe(expected.level);
    expect(found.reorderPoint).toBe(expected.level - 1);
    expect(found.cost).toBeCloseTo(expected.cost, 9);
  });

  it("the average cost is that of many periods played with a known demand", () => {
    // Demand 2 in every period; s = 1, S = 6: positions after ordering 6, 4, 2, then 0 ≤ 1, so an order.
    const problem = { orderCost: 7, holdingCost: 1, shortageCost: 5, demand: Float64Array.of(0, 0, 1) };
    const { positionCost } = fixedOrderCostModel(problem);
    const byHand = (7 + positionCost(6) + positionCost(4) + positionCost(2)) / 3;
    expect(byHand).toBe((7 + 4 + 2 + 0) / 3);
    expect(ssPolicyCost(problem, { reorderPoint: 1, orderUpToLevel: 6 })).toBeCloseTo(byHand, 12);
  });
});

describe("(r, Q) policies", () => {
  it("Poisson demand: the best one costs less than its neighbours", () => {
    const problem = { orderCost: 30, holdingCost: 2, shortageCost: 17, demandRate: 8, leadTime: 1.5 };
    const { reorderPoint, orderQuantity, cost } = optimalRqPoisson(problem);
    expect(rqPoissonCost(problem, { reorderPoint, orderQuantity })).toBeCloseTo(cost, 10);
    for (let r = reorderPoint - 3; r <= reorderPoint + 3; r++)
      for (let Q = orderQuantity - 3; Q <= orderQuantity + 3; Q++)
        expect(rqPoissonCost(problem, { reorderPoint: r, orderQuantity: Q })).toBeGreaterThan(cost - 1e-12);
  });

  it("normal demand: the exact cost matches Poisson demand where both are alike", () => {
    const poissonProblem = { orderCost: 40, holdingCost: 1, shortageCost: 10, demandRate: 400, leadTime: 1 };
    const policy = { reorderPoint: 410, orderQuantity: 190 };
    const exact = rqPoissonCost(poissonProblem, policy);
    const normal = rqNormalCost({ ...poissonProblem, demandDeviation: 20 }, policy);
    expect(Math.abs(normal / exact - 1)).toBeLessThan(0.01);
  });

  it("normal demand: each approximation costs more than the best policy near it, and not much more", () => {
    const problem: NormalRqProblem = {
      orderCost: 8, holdingCost: 0.225, shortageCost: 7.5,
      demandRate: 1300, demandDeviation: 150, leadTime: 1 / 12,
    };
    const best = rqNormalCost(problem, rqLossFunction(problem));
    const { reorderPoint, orderQuantity } = rqLossFunction(problem);
    for (const [byPoint, byQuantity] of [[-5, 0], [5, 0], [0, -5], [0, 5]]) {
      const other = { reorderPoint: reorderPoint + byPoint, orderQuantity: orderQuantity + byQuantity };
      expect(rqNormalCost(problem, other)).toBeGreaterThan(best);
    }
    expect(rqNormalCost(problem, rqEconomicOrderBacklog(problem)) / best).toBeLessThan(1.01);
    expect(rqNormalCost(problem, rqEconomicOrderSafetyStock(problem))).toBeGreaterThan(best);
  });
});

describe("a finite horizon", () => {
  const one = { orderCost: 0, unitCost: 0, holdingCost: 1, shortageCost: 4 };
  const nothing = { holdingCost: 0, shortageCost: 0 };

  it("of one period is a newsvendor", () => {
    const demand = wholeUnitDemand(demandTable(poisson(6)));
    const answer = finiteHorizon({
      periods: [{ ...one, demand }], terminal: nothing, discount: 1, startingStock: 0,
    });
    expect(answer.orderUpToLevels).toEqual([8]);
    expect(answer.cost).toBeCloseTo(newsvendor({ ...one, demand }).cost, 12);
  });

  it("with certain demand is Wagner and Whitin, where shortages are dear", () => {
    const demands = [9, 12, 8, 7];
    const periods = demands.map((quantity) => ({
      ...one, orderCost: 50, holdingCost: 2, shortageCost: 1e6, demand: certainly(quantity),
    }));
    const answer = finiteHorizon({ periods, terminal: nothing, discount: 1, startingStock: 0 });
    const lots = wagnerWhitin(demands.map((demand) => ({ demand, orderCost: 50, holdingCost: 2 })));
    expect(answer.cost).toBeCloseTo(lots.cost, 9);
  });

  it("costs no more when it starts with stock than without, and never orders when it has plenty", () => {
    const periods = Array.from({ length: 4 }, () => ({ ...one, unitCost: 2, demand: normalDemand(10, 2) }));
    const horizon = { periods, terminal: nothing, discount: 0.9 };
    const stocked = finiteHorizon({ ...horizon, startingStock: 5 });
    expect(stocked.cost).toBeLessThan(finiteHorizon({ ...horizon, startingStock: 0 }).cost);
    expect(Math.max(...stocked.reorderPoints)).toBeLessThan(40);
  });

  it("long and undiscounted costs per period what the best (s, S) policy costs", () => {
    const table = demandTable(poisson(4));
    const period = { ...one, orderCost: 15, demand: wholeUnitDemand(table) };
    const total = (length: number) =>
      finiteHorizon({
        periods: Array.from({ length }, () => period), terminal: nothing, discount: 1, startingStock: 0,
      }).cost;
    const { cost } = optimalSsPolicy({ orderCost: 15, holdingCost: 1, shortageCost: 4, demand: table });
    expect((total(40) - total(30)) / 10).toBeCloseTo(cost, 4);
  });
});

function certainly(quantity: number) {
  const table = new Float64Array(quantity + 1);
  table[quantity] = 1;
  return wholeUnitDemand(table);
}

function planCost(periods: readonly LotSizingPeriod[], orders: readonly number[]): number {
  let stock = 0;
  return periods.reduce((cost, { demand, orderCost, holdingCost, unitCost = 0 }, t) => {
    stock += orders[t] - demand;
    expect(stock).toBeGreaterThanOrEqual(0);
    return cost + (orders[t] > 0 ? orderCost : 0) + unitCost * orders[t] + holdingCost * stock;
  }, 0);
}

/** Orders of whole periods are enough: tries every set of periods that order, and every amount ahead. */
function cheapestPlan(periods: readonly LotSizingPeriod[], t = 0, stock = 0): number {
  if (t === periods.length) return 0;
  const { demand, orderCost, holdingCost, unitCost = 0 } = periods[t];
  const ahead = periods.slice(t).reduce((sum, later) => sum + later.demand, 0);
  let best = Infinity;
  for (let order = Math.max(demand - stock, 0); order + stock <= ahead || order === 0; order++) {
    if (stock + order < demand) break;
    const left = stock + order - demand;
    const now = (order > 0 ? orderCost : 0) + unitCost * order + holdingCost * left;
    best = Math.min(best, now + cheapestPlan(periods, t + 1, left));
  }
  return best;
}
