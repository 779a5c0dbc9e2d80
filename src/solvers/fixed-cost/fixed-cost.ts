import { InputError } from "../../base/errors.js";
import { demandTable } from "../formulas/demand-table.js";
import { economicOrderQuantityBacklog } from "../formulas/economic-order-quantity-backlog.js";
import { fixedOrderCostModel, optimalSsPolicy } from "../formulas/s-s-policy.js";
import {
  type BestOrders,
  QUICK_SECONDS,
  type SteadySeries,
  numbersOf,
  positionOf,
  upToLevel,
} from "../best-orders.js";
import { gapPercent } from "../gap.js";
import { demandNotes } from "../single-stock-options.js";
import type { Solution, Solver } from "../solver.js";
import { classicalPolicies } from "./classical-policies.js";
import { fixedCostOptions, type FixedCostStock, fixedCostStock } from "./stock.js";

/** Measured on one core. */
const OPERATIONS_PER_SECOND = 3e8;
const SECONDS_MOST = 120;

/** Backlog, and a cost for every order, whatever its size: an (s, S) policy is optimal (Scarf 1960). */
export const fixedCostSolver: Solver = {
  problem: "fixed-cost",
  summary: "The optimal (s, S) policy of demand that waits, and four classical policies, all exact.",
  options: fixedCostOptions,
  solve: async (options) => solve(fixedCostStock(options)),
  bestOrders: async (steady) => bestOrders(steady),
};

function bestOrders(steady: SteadySeries): BestOrders {
  const { demand } = steady;
  const { leadTime, money } = numbersOf(steady);
  const { orderCost, holdingCost, shortageCost } = money;
  const stock: FixedCostStock = { demand, leadTime, orderCost, holdingCost, shortageCost };
  const table = demandTable(demand);
  refuseUnsolvable(stock, table.length, QUICK_SECONDS);
  const { reorderPoint, orderUpToLevel } = optimalSsPolicy({ ...stock, demand: table });
  const fill = upToLevel(orderUpToLevel);
  return {
    order: (now) => (positionOf(now) <= reorderPoint ? fill(now) : 0),
    note: `least average cost: from ${reorderPoint} or less order up to ${orderUpToLevel}`,
  };
}

function solve(stock: FixedCostStock): Solution {
  const table = demandTable(stock.demand);
  refuseUnsolvable(stock, table.length);
  const model = fixedOrderCostModel({ ...stock, demand: table });
  const { cost, reorderPoint, orderUpToLevel } = optimalSsPolicy(model);
  const policies = classicalPolicies(stock, model);
  const optimal = { name: "(s, S)", parameters: { reorderPoint, orderUpToLevel }, cost };
  return {
    problem: "fixed-cost",
    objective: "average cost per period",
    optimal: { cost, parameters: optimal.parameters },
    policies: [optimal, ...policies].map((policy) => ({
      ...policy,
      gapPercent: gapPercent(policy.cost, cost),
    })),
    notes: [
      `Optimal: where the inventory position is ${reorderPoint} or less, order up to ${orderUpToLevel}.`,
      "(s, S) is found by the algorithm of Zheng and Federgruen (1991); its cost and those of the other " +
        "policies are exact sums over whole units.",
      ...demandNotes(stock),
    ],
  };
}

function refuseUnsolvable(stock: FixedCostStock, outcomes: number, secondsMost = SECONDS_MOST): void {
  const { demand, leadTime, orderCost, holdingCost, shortageCost } = stock;
  if (!(demand.mean > 0))
    throw new InputError("demand", `${demand.text} is always 0`, "Give some demand a probability above 0.");
  const { orderQuantity } = economicOrderQuantityBacklog({
    orderCost, holdingCost, shortageCost, demandRate: demand.mean,
  });
  const positions = orderQuantity + 2 * outcomes;
  const convolutions = (outcomes ** 2 * leadTime * (leadTime + 1)) / 2;
  const seconds = (convolutions + positions * outcomes + 3 * positions ** 2) / OPERATIONS_PER_SECOND;
  if (seconds <= secondsMost) return;
  const entries = outcomes * (leadTime + 1) * (leadTime / 2 + 1) + positions;
  throw new InputError(
    convolutions > positions ** 2 ? "leadTime" : "orderCost",
    `demand ${demand.text} over ${leadTime + 1} periods and orders of about ${Math.ceil(orderQuantity)} ` +
      `make ${positions.toPrecision(3)} positions, about ${Math.ceil(seconds / 60)} minutes and ` +
      `${((entries * 8) / 1e9).toPrecision(2)} GB`,
    "Solve demand in larger units, say dozens for units, with costs for that unit.",
  );
}
