import { concat } from "../engine/index.js";
import { isPlain, onlyOrders } from "./chain.js";
import { isPerPeriod } from "../problems/problem.js";
import type { Penalty } from "./penalty.js";

/** ∂order / ∂p ≥ 0 for price and shortage cost, ≤ 0 for unit and holding cost, in every state. */
export function moneyOrder(): Penalty {
  return {
    name: "money-order",
    summary: "The order does not fall with price or shortage cost, nor rise with unit or holding cost.",
    // Where money changes over time, a dearer today may mean to order later.
    applies: (problem) =>
      isPlain(problem) &&
      onlyOrders(problem) &&
      problem.ageRows === 0 &&
      !Object.values(problem.economics).some(isPerPeriod),
    excess({ decisions: [{ moneySlopes }] }) {
      const { price, shortageCost, unitCost, holdingCost } = moneySlopes;
      return concat([price.negate(), shortageCost.negate(), unitCost, holdingCost]);
    },
  };
}
