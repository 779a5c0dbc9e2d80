import { type Value, concat, constant } from "../engine/index.js";
import { isCertain } from "../problems/mechanics/lead-time.js";
import type { Problem } from "../problems/problem.js";

/** −1 ≤ last ≤ … ≤ first ≤ 0, for slopes in rows: what is broken of it, a row for each inequality. */
export function risingTowardsFirst(slopes: Value): Value {
  return excessOfChain([constant(0), ...rowsOf(slopes), constant(-1)]);
}

/** −1 ≤ first ≤ … ≤ last ≤ 0. */
export function risingTowardsLast(slopes: Value): Value {
  return excessOfChain([constant(-1), ...rowsOf(slopes), constant(0)].toReversed());
}

/** Every slope between −1 and 0. */
export function betweenMinusOneAndZero(slopes: Value): Value {
  return concat([slopes, slopes.add(1).negate()]);
}

/**
 * Whether slopes are proved: one decision a period, placed in each, arriving when promised, and a cost that
 * is convex enough for gradients through time.
 */
export function isPlain({ gradient, leadTime, reviewPeriod, orderDays }: Problem): boolean {
  return gradient === "pathwise" && isCertain(leadTime) && reviewPeriod === 1 && orderDays === undefined;
}

/** Rows of stock besides the oldest, where on-order is told apart by the period in which it is due. */
export function hasOnOrder({ state }: Problem): boolean {
  return state.due > 1;
}

/** Whether ordering is all that is decided. */
export function onlyOrders({ decisions }: Problem): boolean {
  return decisions.length === 1 && decisions[0].direction === "up";
}

function rowsOf(slopes: Value): Value[] {
  return Array.from({ length: slopes.rows }, (_, row) => slopes.row(row));
}

/** Given from the largest to the smallest: how much each exceeds the one before. */
function excessOfChain(falling: readonly Value[]): Value {
  return concat(falling.slice(1).map((value, i) => value.sub(falling[i])));
}
