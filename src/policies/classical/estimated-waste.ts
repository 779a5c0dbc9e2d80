import { type Value, concat, constant } from "../../engine/index.js";
import type { Observation } from "../policy.js";

export interface EstimatedWasteOptions {
  /** Most periods to look ahead. */
  readonly periods: number;
  /** Which units are taken to be sold first: the oldest or the freshest. */
  readonly issuing: "fifo" | "lifo";
}

/**
 * Units that expire before an order placed at the next review can arrive, in all periods to cover but the
 * last, if demand is usual in each; one row. What is on order joins as the freshest. Nothing where all keep.
 * Broekmeulen and van Donselaar (2009), Computers and Operations Research 36(11).
 */
export function estimatedWaste(seen: Observation, { periods, issuing }: EstimatedWasteOptions): Value {
  const { byAge, onOrder, coverPeriods } = seen;
  let waste = constant(0);
  if (!byAge) return waste;
  let ages = byAge;
  for (let ahead = 0; ahead < periods; ahead++) {
    const left = unsold(ages, seen.scale, issuing);
    waste = waste.add(left[0].mul(coverPeriods.sub(1).greater(ahead)));
    const due = onOrder && ahead < onOrder.rows ? onOrder.row(ahead) : constant(0);
    ages = concat([...left.slice(1), due]);
  }
  return waste;
}

/** What is left of each age, the oldest first. */
function unsold(ages: Value, demand: Value, issuing: "fifo" | "lifo"): Value[] {
  const left = Array.from({ length: ages.rows }, (_, row) => ages.row(row));
  let unserved = demand;
  for (let turn = 0; turn < left.length; turn++) {
    const row = issuing === "fifo" ? turn : left.length - 1 - turn;
    const served = left[row].atMost(unserved);
    left[row] = left[row].sub(served);
    unserved = unserved.sub(served);
  }
  return left;
}
