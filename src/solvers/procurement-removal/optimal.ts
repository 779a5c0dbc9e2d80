import { InputError } from "../../base/errors.js";
import { discountedValues } from "../markov/discounted-values.js";
import type { Pace } from "../markov/pace.js";
import type { Operator } from "../markov/sweeps.js";
import { periodCosts, type ProcurementRemovalInstance } from "./instance.js";
import { type IntervalStockLevels, bestIntervalStock, intervalStockCosts } from "./interval-stock.js";

export interface OptimalRemoval extends IntervalStockLevels {
  /** Least expected discounted cost from 0, 1, 2, … units on hand, within `error`. */
  readonly values: Float64Array;
  readonly error: number;
  readonly sweeps: number;
}

/** Relative to the revenue of all demand. */
const ACCURACY = 1e-11;
const STOCK_MOST = 20_000;

/**
 * Least expected discounted costs over an endless horizon from stocks 0, …, N, by value iteration over every
 * decision. It starts from the costs of the interval-stock policy that the first-order conditions give, so
 * that it has only to confirm them. Stock falls, except by orders, so a bound N above both levels changes
 * nothing. Throws InputError where keeping stock pays up to a number of units that is too large to solve.
 */
export async function optimalRemoval(
  instance: ProcurementRemovalInstance,
  { onHand, pace }: { readonly onHand: number; readonly pace: Pace },
): Promise<OptimalRemoval> {
  const { demand, discount, price, meanDemand } = instance;
  const expected = bestIntervalStock(instance, STOCK_MOST);
  if (!expected || expected.upLevel > STOCK_MOST)
    throw new InputError(
      "salvageValue and holdingCost",
      `${instance.salvageValue} and ${instance.holdingCost}: it pays to keep more than ${STOCK_MOST} units`,
      "Raise one of them, or count in larger units",
    );
  const scale = Math.max(1e-3, (price * meanDemand) / (1 - discount));
  const most = Math.max(onHand, expected.upLevel + demand.length, 2 * demand.length);
  const levels = { lowLevel: 0, upLevel: 0 };
  const solved = await discountedValues({
    states: most + 1,
    discount,
    operator: bellman(instance, most, levels),
    start: intervalStockCosts(instance, expected, most),
    tolerance: ACCURACY * scale,
    operations: most * demand.length,
    pace,
  });
  return { ...solved, ...levels };
}

/** Writes the best levels of each sweep into `levels`. */
function bellman(
  instance: ProcurementRemovalInstance,
  most: number,
  levels: { lowLevel: number; upLevel: number },
): Operator {
  const { demand, unitCost, salvageValue, discount } = instance;
  const costs = periodCosts(instance, most);
  const after = new Float64Array(most + 1);
  return (values, next) => {
    for (let stock = 0; stock <= most; stock++) {
      let ahead = 0;
      for (let units = 0; units < demand.length; units++)
        ahead += demand[units] * values[Math.max(0, stock - units)];
      after[stock] = costs[stock] + discount * ahead;
    }
    levels.lowLevel = lowestAt(after, unitCost);
    levels.upLevel = lowestAt(after, salvageValue);
    orderOrKeep(after, unitCost, next);
    removeWhereCheaper(after, salvageValue, next);
  };
}

/** The stock at which value after the decision, with each unit priced, is least. */
function lowestAt(after: Float64Array, unitPrice: number): number {
  let best = 0;
  for (let stock = 1; stock < after.length; stock++)
    if (after[stock] + unitPrice * stock < after[best] + unitPrice * best - 1e-9 * unitPrice) best = stock;
  return best;
}

function orderOrKeep(after: Float64Array, unitCost: number, next: Float64Array): void {
  let lowest = Infinity;
  for (let stock = after.length - 1; stock >= 0; stock--) {
    lowest = Math.min(lowest + unitCost, after[stock]);
    next[stock] = lowest;
  }
}

function removeWhereCheaper(after: Float64Array, salvageValue: number, next: Float64Array): void {
  let lowest = Infinity;
  for (let stock = 0; stock < after.length; stock++) {
    lowest = Math.min(lowest - salvageValue, after[stock]);
    next[stock] = Math.min(next[stock], lowest);
  }
}
