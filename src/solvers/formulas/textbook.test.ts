import { describe, expect, it } from "vitest";
import { poisson } from "../../demand/distributions.js";
import { baseStock, baseStockCost } from "./base-stock.js";
import { demandTable } from "./demand-table.js";
import { economicOrderQuantity } from "./economic-order-quantity.js";
import { economicOrderQuantityBacklog } from "./economic-order-quantity-backlog.js";
import { economicProductionQuantity } from "./economic-production-quantity.js";
import { finiteHorizon } from "./finite-horizon.js";
import { lognormalDemand } from "./lognormal-demand.js";
import { newsvendor, newsvendorCost } from "./newsvendor.js";
import { newsvendorProfit } from "./newsvendor-profit.js";
import { normalDemand } from "./normal-demand.js";
import { powerApproximation } from "./power-approximation.js";
import {
  rqEconomicOrderBacklog,
  rqEconomicOrderSafetyStock,
  rqExpectedInventory,
  rqLossFunction,
} from "./r-q-normal.js";
import { optimalRqPoisson } from "./r-q-poisson.js";
import { optimalSsPolicy, ssPolicyCost } from "./s-s-policy.js";
import { wagnerWhitin } from "./wagner-whitin.js";
import { wholeUnitDemand } from "./whole-unit-demand.js";

/** Units and money to the digits that were printed. */
function expectPrinted(value: number, printed: string): void {
  const digits = printed.split(".")[1]?.length ?? 0;
  expect(value.toFixed(digits)).toBe(printed);
}

const poissonDemand = (mean: number) => wholeUnitDemand(demandTable(poisson(mean)));

describe("Snyder and Shen, Fundamentals of Supply Chain Theory (2019)", () => {
  it("example 3.1: economic order quantity", () => {
    const { orderQuantity, cost } = economicOrderQuantity({
      orderCost: 8, holdingCost: 0.225, demandRate: 1300,
    });
    expectPrinted(orderQuantity, "304.04678");
    expectPrinted(cost, "68.410526");
  });

  it("example 3.8: economic order quantity with backlog", () => {
    const answer = economicOrderQuantityBacklog({
      orderCost: 8, holdingCost: 0.225, shortageCost: 5, demandRate: 1300,
    });
    expectPrinted(answer.orderQuantity, "310.812555");
    expectPrinted(answer.shareBacklogged, "0.0430622");
    expectPrinted(answer.cost, "66.921364");
  });

  it("problem 3.22: economic production quantity", () => {
    const { orderQuantity, cost } = economicProductionQuantity({
      orderCost: 4, holdingCost: 0.08, demandRate: 80, productionRate: 110,
    });
    expectPrinted(orderQuantity, "171.269768");
    expectPrinted(cost, "3.736795");
  });

  it("example 3.9 and problems 3.27, 3.29: Wagner and Whitin", () => {
    const lots = (orderCost: number, holdingCost: number, demands: readonly number[]) =>
      wagnerWhitin(demands.map((demand) => ({ demand, orderCost, holdingCost })));
    expect(lots(500, 2, [90, 120, 80, 70])).toEqual({ orders: [210, 0, 150, 0], cost: 1380 });
    expect(lots(120, 0.8, [150, 100, 80, 200])).toEqual({ orders: [150, 180, 0, 200], cost: 424 });
    expect(lots(100, 0.1, [730, 580, 445, 650, 880])).toEqual({ orders: [1310, 0, 1095, 0, 880], cost: 423 });
  });

  it("Wagner and Whitin with unit costs that change", () => {
    const unitCosts = [3, 1, 4, 6, 6];
    const demands = [400, 500, 500, 1100, 900];
    const periods = demands.map((demand, t) => ({
      demand, orderCost: 100, holdingCost: 0.1, unitCost: unitCosts[t],
    }));
    expect(wagnerWhitin(periods)).toEqual({ orders: [400, 3000, 0, 0, 0], cost: 4940 });
  });

  it("examples 4.1 and 4.3: newsvendor, normal demand", () => {
    const problem = { holdingCost: 0.18, shortageCost: 0.7, demand: normalDemand(50, 8) };
    const { level, cost } = newsvendor(problem);
    expectPrinted(level, "56.603956");
    expectPrinted(cost, "1.9976052");
    expectPrinted(newsvendorCost(problem, 40), "7.3561316");
  });

  it("problem 4.1: newsvendor, normal demand", () => {
    const { level, cost } = newsvendor({ holdingCost: 43, shortageCost: 79, demand: normalDemand(900, 60) });
    expectPrinted(level, "922.7214");
    expectPrinted(cost, "2718.1968");
  });

  it("example 4.2 and problem 4.3b: newsvendor for profit", () => {
    const small = newsvendorProfit({
      sellingPrice: 1, unitCost: 0.3, salvageValue: 0.12, demand: normalDemand(50, 8),
    });
    expectPrinted(small.level, "56.603956");
    expectPrinted(small.profit, "33.002395");
    const large = newsvendorProfit({
      sellingPrice: 7, unitCost: 2.5, salvageValue: 1.5, demand: normalDemand(50, 10),
    });
    expectPrinted(large.level, "59.084579");
    expectPrinted(large.profit, "210.476808");
  });

  it("example 4.4: base-stock level with lead time", () => {
    const problem = {
      holdingCost: 0.18, shortageCost: 0.7, leadTime: 4, demandMean: 50, demandDeviation: 8,
    };
    expectPrinted(baseStock(problem).level, "264.766894");
    expectPrinted(baseStock(problem).cost, "4.466781");
    expectPrinted(baseStockCost(problem, 180), "49.000165");
  });

  it("example 4.7 without order cost and problem 4.8a: newsvendor, Poisson demand", () => {
    const six = { holdingCost: 1, shortageCost: 4, demand: poissonDemand(6) };
    expect(newsvendor(six).level).toBe(8);
    expectPrinted(newsvendor(six).cost, "3.5701069");
    expectPrinted(newsvendorCost(six, 5), "6.5902960");
    const eighteen = { holdingCost: 200, shortageCost: 270, demand: poissonDemand(18) };
    expect(newsvendor(eighteen).level).toBe(19);
    expectPrinted(newsvendor(eighteen).cost, "786.08844");
    expectPrinted(newsvendorCost(eighteen, 13), "1445.7511");
  });

  it("problem 4.8b: newsvendor, lognormal demand", () => {
    const demand = lognormalDemand(6, 0.3);
    const { level, cost } = newsvendor({ holdingCost: 1, shortageCost: 0.1765, demand });
    expectPrinted(level, "295.62664");
    expectPrinted(cost, "29.442544");
  });

  it("problem 4.7b: newsvendor, a table of probabilities", () => {
    const demand = wholeUnitDemand(Float64Array.of(0, 0.25, 0.05, 0.1, 0.2, 0.15, 0.1, 0.1, 0.05));
    const { level, cost } = newsvendor({ holdingCost: 5e5, shortageCost: 1e6, demand });
    expect(level).toBe(5);
    expect(cost).toBeCloseTo(1_225_000, 6);
  });

  it("example 4.7 and problem 4.31: (s, S), Poisson demand", () => {
    const example = { orderCost: 5, holdingCost: 1, shortageCost: 4, demand: demandTable(poisson(6)) };
    expect(optimalSsPolicy(example)).toMatchObject({ reorderPoint: 4, orderUpToLevel: 10 });
    expectPrinted(optimalSsPolicy(example).cost, "8.0341116");
    const problem = { orderCost: 150, holdingCost: 40, shortageCost: 125, demand: demandTable(poisson(4)) };
    expect(optimalSsPolicy(problem)).toMatchObject({ reorderPoint: 2, orderUpToLevel: 7 });
    expectPrinted(optimalSsPolicy(problem).cost, "223.57483");
    expectPrinted(ssPolicyCost(problem, { reorderPoint: 4, orderUpToLevel: 10 }), "262.27556");
  });

  it("example 4.8 and problem 4.32: power approximation", () => {
    const example = powerApproximation({
      orderCost: 2.5, holdingCost: 0.18, shortageCost: 0.7, demandMean: 50, demandDeviation: 8,
    });
    expectPrinted(example.reorderPoint, "40.194617");
    expectPrinted(example.orderUpToLevel, "74.290170");
    const problem = powerApproximation({
      orderCost: 60, holdingCost: 2, shortageCost: 36, demandMean: 190, demandDeviation: 48,
    });
    expectPrinted(problem.reorderPoint, "226.613793");
    expectPrinted(problem.orderUpToLevel, "324.379787");
  });

  it("problem 4.29: finite horizon without order cost", () => {
    const { orderUpToLevels, cost } = finiteHorizon(tenPeriods(0));
    expect(orderUpToLevels).toEqual(Array.from({ length: 10 }, () => 23));
    expectPrinted(cost, "234.79623");
  });

  it("problem 4.30: finite horizon with order cost", () => {
    const { reorderPoints, orderUpToLevels, cost } = finiteHorizon(tenPeriods(40));
    expect(reorderPoints).toEqual([17, 17, 17, 17, 17, 17, 17, 17, 17, 18]);
    expect(orderUpToLevels).toEqual([42, 42, 42, 42, 42, 42, 42, 42, 41, 23]);
    expectPrinted(cost, "519.35579");
  });

  it("example 5.1: (r, Q), normal demand, four approximations", () => {
    const problem = {
      orderCost: 8, holdingCost: 0.225, shortageCost: 7.5,
      demandRate: 1300, demandDeviation: 150, leadTime: 1 / 12,
    };
    const inventoryLevel = rqExpectedInventory(problem);
    expectPrinted(inventoryLevel.reorderPoint, "213.970");
    expectPrinted(inventoryLevel.orderQuantity, "318.590");
    expectPrinted(inventoryLevel.cost, "95.4511");
    const backlog = rqEconomicOrderBacklog(problem);
    expectPrinted(backlog.reorderPoint, "128.638");
    expectPrinted(backlog.orderQuantity, "308.574");
    const safetyStock = rqEconomicOrderSafetyStock(problem);
    expectPrinted(safetyStock.reorderPoint, "190.337");
    expectPrinted(safetyStock.orderQuantity, "304.047");
    const lossFunction = rqLossFunction(problem);
    expectPrinted(lossFunction.reorderPoint, "126.867");
    expectPrinted(lossFunction.orderQuantity, "328.449");
  });

  it("problem 5.2 and example 5.8: (r, Q), Poisson demand, exact", () => {
    const problem = optimalRqPoisson({
      orderCost: 4, holdingCost: 4, shortageCost: 28, demandRate: 12, leadTime: 0.5,
    });
    expect(problem).toMatchObject({ reorderPoint: 6, orderQuantity: 7 });
    expectPrinted(problem.cost, "28.241313");
    const example = optimalRqPoisson({
      orderCost: 100, holdingCost: 20, shortageCost: 150, demandRate: 1.5, leadTime: 2,
    });
    expect(example).toMatchObject({ reorderPoint: 3, orderQuantity: 5 });
    expectPrinted(example.cost, "107.923581");
  });
});

describe("Zheng and Federgruen (1991): h = 1, p = 9, K = 64, Poisson demand", () => {
  // Mean, s, S, cost.
  it.each([
    [10, 6, 40, 35.022], [15, 10, 49, 42.698], [20, 14, 62, 49.173], [21, 15, 65, 50.406],
    [22, 16, 68, 51.632], [23, 17, 52, 52.757], [24, 18, 54, 53.518], [25, 19, 56, 54.262],
    [30, 23, 66, 57.819], [35, 28, 77, 61.215], [40, 33, 87, 64.512], [45, 37, 97, 67.776],
    [50, 42, 108, 70.975], [51, 43, 110, 71.611], [52, 44, 112, 72.246], [55, 47, 118, 74.149],
    [59, 51, 126, 76.679], [60, 52, 129, 77.306], [61, 52, 131, 77.929], [63, 54, 73, 78.287],
    [64, 55, 74, 78.402], [65, 56, 75, 78.518], [70, 62, 81, 79.037], [75, 67, 86, 79.554],
  ])("mean %i: s = %i, S = %i, cost %f", (mean, reorderPoint, orderUpToLevel, cost) => {
    const demand = demandTable(poisson(mean));
    const answer = optimalSsPolicy({ orderCost: 64, holdingCost: 1, shortageCost: 9, demand });
    expect(answer).toMatchObject({ reorderPoint, orderUpToLevel });
    expect(Math.abs(answer.cost - cost)).toBeLessThan(1e-3);
  });
});

function tenPeriods(orderCost: number) {
  const period = { demand: normalDemand(18, 3), orderCost, unitCost: 1, holdingCost: 1, shortageCost: 25 };
  return {
    periods: Array.from({ length: 10 }, () => period),
    terminal: { holdingCost: 1, shortageCost: 25 },
    discount: 0.98,
    startingStock: 0,
    spread: 4,
  };
}
