import { economicOrderQuantityBacklog } from "../formulas/economic-order-quantity-backlog.js";
import { powerApproximation } from "../formulas/power-approximation.js";
import { type FixedOrderCostModel, ssPolicyCost } from "../formulas/s-s-policy.js";
import type { SolvedPolicy } from "../solver.js";
import { bestOrderMultiples, multiplesOf, type OrderMultiples } from "./order-multiples.js";
import type { FixedCostStock } from "./stock.js";

type Costed = Omit<SolvedPolicy, "gapPercent">;

/** The policies of the books, each with its exact average cost. */
export function classicalPolicies(stock: FixedCostStock, model: FixedOrderCostModel): Costed[] {
  const { orderCost, holdingCost, shortageCost, demand } = stock;
  const economic = economicOrderQuantityBacklog({
    orderCost, holdingCost, shortageCost, demandRate: demand.mean,
  });
  return [
    // The power approximation knows no free orders.
    ...(orderCost > 0 ? [powerPolicy(stock, model)] : []),
    withMultiples("(r, nQ)", bestOrderMultiples(model)),
    withMultiples("(r, nQ), economic order quantity", multiplesOf(model, economic.orderQuantity)),
    baseStockPolicy(model),
  ];
}

function powerPolicy(stock: FixedCostStock, model: FixedOrderCostModel): Costed {
  const found = powerApproximation({
    ...stock, demandMean: stock.demand.mean, demandDeviation: stock.demand.deviation,
  });
  const reorderPoint = Math.round(found.reorderPoint);
  const orderUpToLevel = Math.max(Math.round(found.orderUpToLevel), reorderPoint + 1);
  const parameters = { reorderPoint, orderUpToLevel };
  return { name: "(s, S), power approximation", parameters, cost: ssPolicyCost(model, parameters) };
}

function withMultiples(name: string, { reorderPoint, orderQuantity, cost }: OrderMultiples): Costed {
  return { name, parameters: { reorderPoint, orderQuantity }, cost };
}

/** Orders whenever there was demand, so its best level is that without order cost. */
function baseStockPolicy(model: FixedOrderCostModel): Costed {
  const level = model.bestPosition;
  const cost = ssPolicyCost(model, { reorderPoint: level - 1, orderUpToLevel: level });
  return { name: "base-stock", parameters: { level }, cost };
}
