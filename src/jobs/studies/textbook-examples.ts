import { poisson } from "../../demand/distributions.js";
import {
  baseStock, baseStockCost, demandTable, economicOrderQuantity, economicOrderQuantityBacklog,
  economicProductionQuantity, finiteHorizon, lognormalDemand, newsvendor, newsvendorCost,
  newsvendorProfit, normalDemand, optimalRqPoisson, optimalSsPolicy, powerApproximation, type RqAnswer,
  rqEconomicOrderBacklog, rqEconomicOrderSafetyStock, rqExpectedInventory, rqLossFunction, type SsAnswer,
  ssPolicyCost, wagnerWhitin, wholeUnitDemand,
} from "../../solvers/formulas/index.js";

/** An example of a book or paper, and each number that it prints. */
export interface TextbookExample {
  readonly example: string;
  readonly title: string;
  readonly answers: () => readonly Answer[];
}

/** What the number is, what we find, and the digits that were printed. */
export type Answer = readonly [quantity: string, found: number, printed: string];

/**
 * Snyder and Shen, Fundamentals of Supply Chain Theory, second edition (2019), with more digits from the
 * package stockpyl of its first author; and the table of Zheng and Federgruen (1991).
 */
export const textbookExamples: readonly TextbookExample[] = [
  {
    example: "3.1",
    title: "economic order quantity",
    answers() {
      const found = economicOrderQuantity({ orderCost: 8, holdingCost: 0.225, demandRate: 1300 });
      return [["order quantity", found.orderQuantity, "304.04678"], ["cost", found.cost, "68.410526"]];
    },
  },
  {
    example: "3.8",
    title: "economic order quantity with backlog",
    answers() {
      const costs = { orderCost: 8, holdingCost: 0.225, shortageCost: 5 };
      const found = economicOrderQuantityBacklog({ ...costs, demandRate: 1300 });
      return [
        ["order quantity", found.orderQuantity, "310.812555"],
        ["share backlogged", found.shareBacklogged, "0.0430622"],
        ["cost", found.cost, "66.921364"],
      ];
    },
  },
  {
    example: "problem 3.22",
    title: "economic production quantity",
    answers() {
      const rates = { demandRate: 80, productionRate: 110 };
      const found = economicProductionQuantity({ orderCost: 4, holdingCost: 0.08, ...rates });
      return [["order quantity", found.orderQuantity, "171.269768"], ["cost", found.cost, "3.736795"]];
    },
  },
  lotSizes(
    "3.9", { orderCost: 500, holdingCost: 2 },
    [[90, "210"], [120, "0"], [80, "150"], [70, "0"]], "1380",
  ),
  lotSizes(
    "problem 3.27", { orderCost: 120, holdingCost: 0.8 },
    [[150, "150"], [100, "180"], [80, "0"], [200, "200"]], "424",
  ),
  lotSizes(
    "problem 3.29", { orderCost: 100, holdingCost: 0.1 },
    [[730, "1310"], [580, "0"], [445, "1095"], [650, "0"], [880, "880"]], "423",
  ),
  lotSizes(
    "unit costs 3, 1, 4, 6, 6", { orderCost: 100, holdingCost: 0.1, unitCosts: [3, 1, 4, 6, 6] },
    [[400, "400"], [500, "3000"], [500, "0"], [1100, "0"], [900, "0"]], "4940",
  ),
  {
    example: "4.1, 4.3",
    title: "newsvendor, normal demand",
    answers() {
      const problem = { holdingCost: 0.18, shortageCost: 0.7, demand: normalDemand(50, 8) };
      return [...levelAndCost(newsvendor(problem), "56.603956", "1.9976052"),
        ["cost at 40", newsvendorCost(problem, 40), "7.3561316"]];
    },
  },
  {
    example: "problem 4.1",
    title: "newsvendor, normal demand",
    answers: () =>
      levelAndCost(
        newsvendor({ holdingCost: 43, shortageCost: 79, demand: normalDemand(900, 60) }),
        "922.7214", "2718.1968",
      ),
  },
  {
    example: "4.2",
    title: "newsvendor for profit, normal demand",
    answers() {
      const prices = { sellingPrice: 1, unitCost: 0.3, salvageValue: 0.12 };
      const found = newsvendorProfit({ ...prices, demand: normalDemand(50, 8) });
      return [["level", found.level, "56.603956"], ["profit", found.profit, "33.002395"]];
    },
  },
  {
    example: "problem 4.3b",
    title: "newsvendor for profit, normal demand",
    answers() {
      const prices = { sellingPrice: 7, unitCost: 2.5, salvageValue: 1.5 };
      const found = newsvendorProfit({ ...prices, demand: normalDemand(50, 10) });
      return [["level", found.level, "59.084579"], ["profit", found.profit, "210.476808"]];
    },
  },
  {
    example: "4.4",
    title: "base-stock level with lead time",
    answers() {
      const demand = { demandMean: 50, demandDeviation: 8 };
      const problem = { holdingCost: 0.18, shortageCost: 0.7, leadTime: 4, ...demand };
      return [...levelAndCost(baseStock(problem), "264.766894", "4.466781"),
        ["cost at 180", baseStockCost(problem, 180), "49.000165"]];
    },
  },
  {
    example: "4.7, no order cost",
    title: "newsvendor, Poisson demand",
    answers() {
      const problem = { holdingCost: 1, shortageCost: 4, demand: poissonDemand(6) };
      return [...levelAndCost(newsvendor(problem), "8", "3.5701069"),
        ["cost at 5", newsvendorCost(problem, 5), "6.5902960"]];
    },
  },
  {
    example: "problem 4.8a",
    title: "newsvendor, Poisson demand",
    answers() {
      const problem = { holdingCost: 200, shortageCost: 270, demand: poissonDemand(18) };
      return [...levelAndCost(newsvendor(problem), "19", "786.08844"),
        ["cost at 13", newsvendorCost(problem, 13), "1445.7511"]];
    },
  },
  {
    example: "problem 4.8b",
    title: "newsvendor, lognormal demand",
    answers: () =>
      levelAndCost(
        newsvendor({ holdingCost: 1, shortageCost: 0.1765, demand: lognormalDemand(6, 0.3) }),
        "295.62664", "29.442544",
      ),
  },
  {
    example: "problem 4.7b",
    title: "newsvendor, a table of probabilities",
    answers() {
      const demand = wholeUnitDemand(Float64Array.of(0, 0.25, 0.05, 0.1, 0.2, 0.15, 0.1, 0.1, 0.05));
      return levelAndCost(newsvendor({ holdingCost: 5e5, shortageCost: 1e6, demand }), "5", "1225000");
    },
  },
  {
    example: "4.7",
    title: "(s, S), Poisson demand",
    answers() {
      const demand = demandTable(poisson(6));
      return ssAnswers(
        optimalSsPolicy({ orderCost: 5, holdingCost: 1, shortageCost: 4, demand }),
        ["4", "10", "8.0341116"],
      );
    },
  },
  {
    example: "problem 4.31",
    title: "(s, S), Poisson demand",
    answers() {
      const problem = { orderCost: 150, holdingCost: 40, shortageCost: 125, demand: demandTable(poisson(4)) };
      const other = ssPolicyCost(problem, { reorderPoint: 4, orderUpToLevel: 10 });
      return [...ssAnswers(optimalSsPolicy(problem), ["2", "7", "223.57483"]),
        ["cost at 4, 10", other, "262.27556"]];
    },
  },
  {
    example: "4.8",
    title: "(s, S), power approximation",
    answers() {
      const demand = { demandMean: 50, demandDeviation: 8 };
      const found = powerApproximation({ orderCost: 2.5, holdingCost: 0.18, shortageCost: 0.7, ...demand });
      return [["s", found.reorderPoint, "40.194617"], ["S", found.orderUpToLevel, "74.290170"]];
    },
  },
  {
    example: "problem 4.32",
    title: "(s, S), power approximation",
    answers() {
      const demand = { demandMean: 190, demandDeviation: 48 };
      const found = powerApproximation({ orderCost: 60, holdingCost: 2, shortageCost: 36, ...demand });
      return [["s", found.reorderPoint, "226.613793"], ["S", found.orderUpToLevel, "324.379787"]];
    },
  },
  {
    example: "problem 4.29",
    title: "finite horizon without order cost",
    answers() {
      const { orderUpToLevels, cost } = finiteHorizon(tenPeriods(0));
      return [...orderUpToLevels.map((level, t): Answer => [`S ${t + 1}`, level, "23"]),
        ["cost", cost, "234.79623"]];
    },
  },
  {
    example: "problem 4.30",
    title: "finite horizon with order cost",
    answers() {
      const { reorderPoints, orderUpToLevels, cost } = finiteHorizon(tenPeriods(40));
      const printedLevel = (t: number) => (t < 8 ? "42" : t === 8 ? "41" : "23");
      return [
        ...reorderPoints.map((point, t): Answer => [`s ${t + 1}`, point, t < 9 ? "17" : "18"]),
        ...orderUpToLevels.map((level, t): Answer => [`S ${t + 1}`, level, printedLevel(t)]),
        ["cost", cost, "519.35579"],
      ];
    },
  },
  {
    example: "5.1",
    title: "(r, Q), normal demand",
    answers() {
      const costs = { orderCost: 8, holdingCost: 0.225, shortageCost: 7.5 };
      const problem = { ...costs, demandRate: 1300, demandDeviation: 150, leadTime: 1 / 12 };
      const level = rqExpectedInventory(problem);
      const backlog = rqEconomicOrderBacklog(problem);
      const safetyStock = rqEconomicOrderSafetyStock(problem);
      const loss = rqLossFunction(problem);
      return [
        ["r, expected inventory level", level.reorderPoint, "213.970"],
        ["Q, expected inventory level", level.orderQuantity, "318.590"],
        ["cost, expected inventory level", level.cost, "95.4511"],
        ["r, economic order quantity with backlog", backlog.reorderPoint, "128.638"],
        ["Q, economic order quantity with backlog", backlog.orderQuantity, "308.574"],
        ["r, economic order quantity and safety stock", safetyStock.reorderPoint, "190.337"],
        ["Q, economic order quantity and safety stock", safetyStock.orderQuantity, "304.047"],
        ["r, loss function", loss.reorderPoint, "126.867"],
        ["Q, loss function", loss.orderQuantity, "328.449"],
      ];
    },
  },
  {
    example: "problem 5.2",
    title: "(r, Q), Poisson demand",
    answers() {
      const costs = { orderCost: 4, holdingCost: 4, shortageCost: 28 };
      const found = optimalRqPoisson({ ...costs, demandRate: 12, leadTime: 0.5 });
      return rqAnswers(found, ["6", "7", "28.241313"]);
    },
  },
  {
    example: "5.8",
    title: "(r, Q), Poisson demand",
    answers() {
      const costs = { orderCost: 100, holdingCost: 20, shortageCost: 150 };
      const found = optimalRqPoisson({ ...costs, demandRate: 1.5, leadTime: 2 });
      return rqAnswers(found, ["3", "5", "107.923581"]);
    },
  },
];

function levelAndCost(
  found: { readonly level: number; readonly cost: number },
  ...[level, cost]: [level: string, cost: string]
): readonly Answer[] {
  return [["level", found.level, level], ["cost", found.cost, cost]];
}

type ThreePrinted = readonly [string, string, string];

/** Printed are s, S and the cost. */
export function ssAnswers(found: SsAnswer, [s, S, cost]: ThreePrinted): readonly Answer[] {
  return [["s", found.reorderPoint, s], ["S", found.orderUpToLevel, S], ["cost", found.cost, cost]];
}

function rqAnswers(found: RqAnswer, [r, Q, cost]: ThreePrinted): readonly Answer[] {
  return [["r", found.reorderPoint, r], ["Q", found.orderQuantity, Q], ["cost", found.cost, cost]];
}

function poissonDemand(mean: number) {
  return wholeUnitDemand(demandTable(poisson(mean)));
}

interface LotCosts {
  readonly orderCost: number;
  readonly holdingCost: number;
  readonly unitCosts?: readonly number[];
}

/** Each period's demand and the order that was printed for it. */
function lotSizes(
  example: string,
  { unitCosts, ...costs }: LotCosts,
  ...[periods, cost]: [periods: readonly (readonly [demand: number, order: string])[], cost: string]
): TextbookExample {
  return {
    example,
    title: "Wagner and Whitin",
    answers() {
      const known = periods.map(([demand], t) => ({ ...costs, demand, unitCost: unitCosts?.[t] }));
      const found = wagnerWhitin(known);
      return [...found.orders.map((order, t): Answer => [`order ${t + 1}`, order, periods[t][1]]),
        ["cost", found.cost, cost]];
    },
  };
}

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
