import { bestLevel } from "./best-level.js";
import { convolvePower, type DualSourcingInstance, mean } from "./instance.js";
import type { DualSourcingPolicy } from "./policy.js";

/**
 * The best single-index policy: one position, net stock and everything on order, is compared with both
 * levels. Expedite up to `expeditedLevel`, then order regularly up to `regularLevel`.
 * Scheller-Wolf, Veeraraghavan and van Houtum (2007).
 *
 * Orders restore the position to regularLevel, so with Δ = regularLevel − expeditedLevel >= 0 the regular
 * orders are min(D, Δ) of independent demands D, and the cost is exact without a chain: the expedited
 * position is regularLevel less the last l_r − l_e regular orders.
 */
export function bestSingleIndex(instance: DualSourcingInstance): DualSourcingPolicy {
  const { demand, leadTimeGap, meanDemand, premium, regularSpend } = instance;
  let best: DualSourcingPolicy | undefined;
  for (let difference = 0; difference < demand.length; difference++) {
    const regular = cut(demand, difference);
    const { level, cost } = bestLevel(instance, convolvePower(regular, leadTimeGap), -1);
    const total = regularSpend + premium * (meanDemand - mean(regular)) + cost;
    if (best && total >= best.cost) continue;
    const parameters = { regularLevel: level, expeditedLevel: level - difference };
    best = { name: "single-index", parameters, cost: total };
  }
  return best ?? { name: "single-index", parameters: {}, cost: regularSpend };
}

/** The distribution of min(quantity, most). */
function cut(table: Float64Array, most: number): Float64Array {
  const kept = table.slice(0, most + 1);
  for (let quantity = most + 1; quantity < table.length; quantity++) kept[most] += table[quantity];
  return kept;
}
