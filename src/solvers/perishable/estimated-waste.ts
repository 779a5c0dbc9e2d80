import type { OrderRule } from "./evaluate.js";
import type { PerishableInstance } from "./instance.js";
import { readDigits } from "./outcomes.js";

export interface EstimatedWasteLevels {
  /** S1: what an empty position is ordered up to. */
  readonly lowLevel: number;
  /** S2: the level from the threshold on. */
  readonly level: number;
  /** b: the position from which S2 holds; at least 1. */
  readonly threshold: number;
}

/**
 * Base-stock corrected for estimated waste, with another slope at low positions ("BSP-low-EW", Haijema and
 * Minner 2019, as stated by De Moor, Gijsbrechts and Boute 2022). With position x (on hand and on order, of
 * any age) and estimated waste w:
 *
 *     order = S1 − α x + w   for x < b,      S2 − x + w   for x >= b,      α = 1 − (S2 − S1) / b
 *
 * The two lines meet at b; with S1 = S2 the rule is base-stock plus estimated waste, whatever b. The order is
 * rounded to the nearest whole unit and kept between 0 and maxOrder. w counts the units that expire before
 * the order can serve demand, in the periods t, …, t + leadTime − 1, if demand were its mean in each.
 */
export function lowStockEstimatedWaste(
  instance: PerishableInstance,
  { lowLevel, level, threshold }: EstimatedWasteLevels,
): OrderRule {
  const slope = 1 - (level - lowLevel) / threshold;
  return withEstimatedWaste(instance, (position) =>
    position < threshold ? lowLevel - slope * position : level - position,
  );
}

/** Base-stock plus estimated waste: one level. */
export function estimatedWasteBaseStock(instance: PerishableInstance, level: number): OrderRule {
  return withEstimatedWaste(instance, (position) => level - position);
}

function withEstimatedWaste(instance: PerishableInstance, wanted: (position: number) => number): OrderRule {
  const { base, digits, maxOrder } = instance;
  const quantities = new Int32Array(digits);
  return (state) => {
    const position = readDigits(state, base, quantities);
    const order = Math.round(wanted(position) + estimatedWaste(instance, quantities));
    return Math.min(maxOrder, Math.max(0, order));
  };
}

/** Units that expire in the next `leadTime` periods if demand is its mean in each; `quantities` by age. */
function estimatedWaste(instance: PerishableInstance, quantities: Int32Array): number {
  const { lifetime, leadTime, issuing, meanDemand } = instance;
  const left = Float64Array.from(quantities);
  let waste = 0;
  for (let period = 0; period < leadTime; period++) {
    let unserved = meanDemand;
    for (let step = 0; step < lifetime; step++) {
      // Ages shift by one in each period, and so does what is on hand: orders join behind the freshest.
      const at = period + (issuing === "fifo" ? step : lifetime - 1 - step);
      if (at >= left.length) continue;
      const served = Math.min(left[at], unserved);
      left[at] -= served;
      unserved -= served;
    }
    waste += left[period];
  }
  return waste;
}
