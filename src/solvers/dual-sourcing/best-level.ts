import type { DualSourcingInstance } from "./instance.js";

/**
 * The level S that makes the mean of periodCost(S + shift) smallest, where `shifts` is the distribution of
 * a shift that does not depend on coming demand: 0, 1, 2, … times `sign`. The mean is convex in S.
 */
export function bestLevel(
  instance: DualSourcingInstance,
  shifts: Float64Array,
  sign: 1 | -1 = 1,
): { readonly level: number; readonly cost: number } {
  const costAt = (level: number) => {
    let cost = 0;
    for (let shift = 0; shift < shifts.length; shift++)
      if (shifts[shift] > 0) cost += shifts[shift] * instance.periodCost(level + sign * shift);
    return cost;
  };
  let low = -shifts.length;
  let high = instance.exposure.length + shifts.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (costAt(middle) <= costAt(middle + 1)) high = middle;
    else low = middle + 1;
  }
  return { level: low, cost: costAt(low) };
}
