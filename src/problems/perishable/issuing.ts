import { type Value, concat } from "../../engine/index.js";

/**
 * Serves demand from stock by age, row 0 being the oldest: the oldest units first (fifo) or the newest
 * (lifo). What is left of each age, and the demand that is lost.
 */
export function issue(byAge: Value, demand: Value, issuing: "fifo" | "lifo"): { left: Value; lost: Value } {
  const ages = Array.from({ length: byAge.rows }, (_, row) => row);
  const left: Value[] = [];
  let unserved = demand;
  for (const row of issuing === "fifo" ? ages : ages.toReversed()) {
    const stock = byAge.row(row);
    left[row] = stock.sub(unserved).atLeast(0);
    unserved = unserved.sub(stock).atLeast(0);
  }
  return { left: concat(left), lost: unserved };
}
