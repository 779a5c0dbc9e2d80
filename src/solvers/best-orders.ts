import type { Distribution } from "../demand/distributions.js";
import { isCertain } from "../problems/mechanics/lead-time.js";
import { type Problem, isPerPeriod, ofSeries, seriesNumbers } from "../problems/problem.js";

/** One series of a problem whose circumstances never change. */
export interface SteadySeries {
  readonly problem: Problem;
  readonly series: number;
  /** Of a period. */
  readonly demand: Distribution;
  /** Units of any kind of stock that orders are asked for. */
  readonly stockMost: number;
}

/** Stock when an order is decided; units. */
export interface StockNow {
  /** On hand, all of it as fresh as it can be when it was there yesterday. */
  readonly onHand: number;
  /** Due in 1, 2, … periods. */
  readonly onOrder: readonly number[];
}

/** The best order of every state. */
export interface BestOrders {
  order(stock: StockNow): number;
  /** What is least under it, and how it was computed. */
  readonly note: string;
}

/** The best orders of a series should be known within about so many seconds. */
export const QUICK_SECONDS = 5;

/** What keeps a series from being solved as a steady one; undefined where nothing does. */
export function unsteady({ problem }: Pick<SteadySeries, "problem">): string | undefined {
  if (!isCertain(problem.leadTime)) return "lead times are random";
  if (problem.reviewPeriod > 1 || problem.orderDays !== undefined) return "orders wait for their day";
  if (problem.orderTerms !== undefined) return "the supplier has terms for orders";
  if (problem.sharedLimits !== undefined) return "items share a capacity";
  if (Object.values(seriesNumbers(problem)).some(isPerPeriod)) return "costs change over time";
  return undefined;
}

/** Lead time in periods, and money per unit, with which a steady series is solved. */
export function numbersOf({ problem, series }: SteadySeries) {
  const { economics, leadTime } = problem;
  const money = Object.fromEntries(
    Object.entries(economics).map(([name, value]) => [name, ofSeries(value, series)]),
  );
  return { leadTime: ofSeries(leadTime.periods, series), money };
}

/** Orders that bring what is on hand and on order up to a level. */
export function upToLevel(level: number): BestOrders["order"] {
  return (stock) => Math.max(level - positionOf(stock), 0);
}

export function positionOf({ onHand, onOrder }: StockNow): number {
  return onOrder.reduce((sum, due) => sum + due, onHand);
}
