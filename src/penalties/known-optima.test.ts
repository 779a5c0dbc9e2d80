import { describe, expect, it } from "vitest";
import { type ExactOrders, exactSlopes, meanSlopes } from "../../test/contracts/exact-orders.js";
import { lostSalesOrders, shortLivedOrders, twoSupplierOrders } from "../../test/contracts/exact-orders.js";
import { type KnownAnswers, excessOf } from "../../test/contracts/excess-of.js";
import { procurementRemovalSolver } from "../solvers/procurement-removal/procurement-removal.js";
import { fastSupplierChain } from "./fast-supplier-chain.js";
import { freshChain } from "./fresh-chain.js";
import { lateChain } from "./late-chain.js";
import { moneyOrder } from "./money-order.js";
import { orderOrRemove } from "./order-or-remove.js";
import type { Penalty } from "./penalty.js";
import { slowSupplierChain } from "./slow-supplier-chain.js";
import { stockSlope } from "./stock-slope.js";

const broken = (penalty: Penalty, states: readonly KnownAnswers[]) =>
  excessOf(penalty, states).filter((excess) => excess > 1e-3).length;

/** Slopes with the ages of stock in the opposite order: a chain that is not blind finds these broken. */
const reversed = (states: readonly KnownAnswers[]) =>
  states.map((state) => ({ ...state, stockSlopes: state.stockSlopes.map((slopes) => slopes.toReversed()) }));

describe("the best orders of lost sales keep the chain, in every state of the dynamic program", () => {
  // Mean slopes (g_0, …, g_{L−1}) over ordering states: differences of the optimum, computed independently.
  it.each([
    { demand: "poisson:5", leadTime: 2, shortageCost: 9, mean: undefined },
    { demand: "poisson:5", leadTime: 3, shortageCost: 9, mean: [-0.363, -0.409, -0.513] },
    { demand: "poisson:5", leadTime: 4, shortageCost: 4, mean: [-0.306, -0.325, -0.373, -0.499] },
    { demand: "geometric:5", leadTime: 3, shortageCost: 9, mean: [-0.363, -0.48, -0.643] },
  ])("$demand, lead time $leadTime, shortage cost $shortageCost", async ({ mean, ...costs }) => {
    const states = exactSlopes(await lostSalesOrders(costs));
    expect(states.length).toBeGreaterThan(100);
    expect(broken(lateChain(), states)).toBe(0);
    expect(broken(lateChain(), reversed(states))).toBeGreaterThan(0);
    // Which states count as ordering at the edge of the box moves the third digit.
    meanSlopes(states).forEach((slope, age) => {
      if (mean) expect(Math.abs(slope - mean[age])).toBeLessThan(0.003);
    });
  });

  it("without a lead time, of the newsvendor's level", () => {
    const states = Array.from({ length: 20 }, (_, onHand) => ({
      quantities: [Math.max(12 - onHand, 0)],
      stockSlopes: [[onHand < 12 ? -1 : 0]],
    }));
    expect(broken(stockSlope(), states)).toBe(0);
    expect(broken(stockSlope(), [{ quantities: [1], stockSlopes: [[-1.1]] }])).toBe(1);
    expect(broken(stockSlope(), [{ quantities: [1], stockSlopes: [[0.1]] }])).toBe(1);
  });
});

describe("the best orders of short-lived stock", () => {
  const kind = { demand: "poisson:3", wasteCost: 7 };

  it.each([
    { lifetime: 3, leadTime: 0, maxOrder: 10 },
    { lifetime: 2, leadTime: 1, maxOrder: 10 },
    { lifetime: 3, leadTime: 1, maxOrder: 8 },
    { lifetime: 2, leadTime: 2, maxOrder: 8 },
  ])("keep the chain, oldest sold first: lifetime $lifetime, lead time $leadTime", async (size) => {
    const states = exactSlopes(await shortLivedOrders({ ...kind, ...size, issuing: "fifo" }));
    expect(broken(freshChain(), states)).toBe(0);
    expect(broken(freshChain(), reversed(states))).toBeGreaterThan(0);
  });

  it("break it where the freshest are sold first, so that no such penalty applies", async () => {
    const size = { lifetime: 3, leadTime: 1, maxOrder: 8 };
    const states = exactSlopes(await shortLivedOrders({ ...kind, ...size, issuing: "lifo" }));
    expect(broken(freshChain(), states)).toBeGreaterThan(0);
  });
});

describe("the best orders from two suppliers", () => {
  it.each([2, 3])("keep both chains: regular lead time %d", (regularLeadTime) => {
    const costs = { demand: "uniform:0,4", shortageCost: 20, premium: 5 };
    const states = exactSlopes(twoSupplierOrders({ ...costs, regularLeadTime }));
    expect(states.length).toBeGreaterThan(100);
    for (const chain of [slowSupplierChain(), fastSupplierChain()]) {
      expect(broken(chain, states)).toBe(0);
      expect(broken(chain, reversed(states))).toBeGreaterThan(0);
    }
  });
});

describe("the best orders and removals", () => {
  it("are an interval of stock, so neither slopes nor quantities break what is asked", async () => {
    const costs = { price: 90, unitCost: 75, salvageValue: 30, holdingCost: 2, discount: 0.9984 };
    const options = procurementRemovalSolver.options.parse({ demand: "poisson:20", ...costs });
    const { optimal } = await procurementRemovalSolver.solve(options, {});
    const { lowLevel, upLevel } = optimal.parameters ?? {};
    expect(lowLevel).toBeLessThan(upLevel);
    const states = Array.from({ length: 2 * upLevel }, (_, onHand) => ({
      quantities: [Math.max(lowLevel - onHand, 0), Math.max(onHand - upLevel, 0)],
      stockSlopes: [[onHand < lowLevel ? -1 : 0], [onHand >= upLevel ? 1 : 0]],
    }));
    expect(broken(orderOrRemove(), states)).toBe(0);
    expect(broken(orderOrRemove(), [{ quantities: [2, 1], stockSlopes: [[0], [0]] }])).toBe(1);
  });
});

describe("the best order in every state", () => {
  it("does not fall with the shortage cost: lost sales, lead time 3", async () => {
    const given = { demand: "poisson:5", leadTime: 3 };
    const solved: ExactOrders[] = [];
    for (const shortageCost of [4, 9, 19]) solved.push(await lostSalesOrders({ ...given, shortageCost }));
    const raised = solved.slice(1).flatMap((dear, index) =>
      solved[index].states.map(
        (state) => (dear.decided(state)?.[0] ?? NaN) - (solved[index].decided(state)?.[0] ?? NaN),
      ),
    );
    expect(raised.length).toBeGreaterThan(1000);
    expect(raised.every(Number.isFinite)).toBe(true);
    const none = { price: 0, unitCost: 0, holdingCost: 0 };
    const states = raised.map((shortageCost) => ({
      quantities: [1],
      stockSlopes: [[0]],
      moneySlopes: { ...none, shortageCost },
    }));
    expect(broken(moneyOrder(), states)).toBe(0);
    expect(broken(moneyOrder(), [{ ...states[0], moneySlopes: { ...none, shortageCost: -1 } }])).toBe(1);
  });
});
