import { mean } from "../../../base/sums.js";
import { convolve } from "../../../solvers/markov/convolve.js";

/** Costs of a unit and day: on hand, and waiting. */
export const COSTS = { holding: 0.1, shortage: 0.9 };

/** The first day on which something can be ordered, the days between, and until an order arrives. */
export const [FIRST_REVIEW, REVIEW_PERIOD, LEAD_TIME] = [2, 2, 1];
export const FIRST_COUNTED = FIRST_REVIEW + LEAD_TIME;
const MOST_ORDERED = 100;
/** The stock for which orders are known: as far as demand and orders can take it. */
const [LOWEST, HIGHEST] = [-150, 250];

/** Chance of each whole number of units from 0, by the day. */
export type DailyChances = readonly Float64Array[];

/** Best orders by the stock at the start of a review day, when nothing is on order. */
export interface OrderProgram {
  order(day: number, stock: number): number;
  /** Expected cost per counted day from empty shelves on. */
  readonly expectedCost: number;
}

/** How often each whole number occurred on each day. */
export function occurrences(trajectories: readonly Float64Array[]): Float64Array[] {
  const share = 1 / trajectories.length;
  return Array.from(trajectories[0], (_, day) => {
    const units = trajectories.map((demand) => demand[day]);
    const chances = new Float64Array(Math.max(...units) + 1);
    for (const quantity of units) chances[quantity] += share;
    return chances;
  });
}

/**
 * The best orders for independent demand, by dynamic programming backwards over the review days. With the
 * occurrences of the training trajectories this is the benchmark of DeepStock's setting 1 (Xie et al. 2026).
 */
export function orderProgram(chances: DailyChances): OrderProgram {
  const days = chances.length;
  const stocks = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, index) => LOWEST + index);
  const bestOrders = new Map<number, Int32Array>();
  let after: (stock: number) => number = () => 0;
  const last = days - 1 - ((days - 1 - FIRST_REVIEW) % REVIEW_PERIOD);
  for (let day = last; day >= FIRST_REVIEW; day -= REVIEW_PERIOD) {
    const next = chances[day + 1];
    const both = next && convolve(chances[day], next);
    const later = after;
    const ahead = stocks.map((stock) => {
      return both ? expected(both, (units) => dayCost(stock - units) + later(stock - units)) : 0;
    });
    const orders = Int32Array.from(stocks, (stock) => (both ? cheapest(ahead, stock - LOWEST) : 0));
    const values = stocks.map((stock, index) => {
      const today = day < FIRST_COUNTED ? 0 : expected(chances[day], (units) => dayCost(stock - units));
      return today + ahead[Math.min(index + orders[index], ahead.length - 1)];
    });
    bestOrders.set(day, orders);
    after = (stock) => values[Math.min(Math.max(stock, LOWEST), HIGHEST) - LOWEST];
  }
  const before = chances.slice(0, FIRST_REVIEW).reduce((sum, day) => convolve(sum, day));
  return {
    order: (day, stock) => bestOrders.get(day)?.[stock - LOWEST] ?? 0,
    expectedCost: expected(before, (units) => after(-units)) / (days - FIRST_COUNTED),
  };
}

/** Mean cost per counted day of orders along trajectories, each beginning with nothing. */
export function meanCost({ order }: OrderProgram, trajectories: readonly Float64Array[]): number {
  const costs = trajectories.map((demand) => {
    let [stock, due, sum] = [0, 0, 0];
    demand.forEach((units, day) => {
      stock += due;
      due = order(day, stock);
      stock -= units;
      if (day >= FIRST_COUNTED) sum += dayCost(stock);
    });
    return sum / (demand.length - FIRST_COUNTED);
  });
  return mean(costs);
}

/** Money for the stock at the end of a day; below 0 it waits. */
export function dayCost(stock: number): number {
  return COSTS.holding * Math.max(stock, 0) + COSTS.shortage * Math.max(-stock, 0);
}

function expected(chances: Float64Array, of: (units: number) => number): number {
  let sum = 0;
  for (let units = 0; units < chances.length; units++)
    if (chances[units] > 0) sum += chances[units] * of(units);
  return sum;
}

/** The smallest of the cheapest orders that take the stock from a place in the list. */
function cheapest(ahead: readonly number[], from: number): number {
  let best = 0;
  for (let order = 1; order <= MOST_ORDERED && from + order < ahead.length; order++)
    if (ahead[from + order] < ahead[from + best] - 1e-12) best = order;
  return best;
}
