import { periodCosts, type ProcurementRemovalInstance } from "./instance.js";

export interface IntervalStockLevels {
  /** Order up to this level from below it. */
  readonly lowLevel: number;
  /** Remove down to this level from above it; at least lowLevel. */
  readonly upLevel: number;
}

/**
 * The exact expected discounted cost of an interval-stock policy from `onHand` units, over an endless
 * horizon. Stock after the decision is lowLevel, …, upLevel and never rises, except back to lowLevel: the
 * equations of the policy's value are triangular and are solved by substitution, level by level.
 */
export function intervalStockCost(
  instance: ProcurementRemovalInstance,
  { lowLevel, upLevel }: IntervalStockLevels,
  onHand: number,
): number {
  return intervalStockCosts(instance, { lowLevel, upLevel }, onHand)[onHand];
}

/** The same from 0, 1, 2, …, `most` units. */
export function intervalStockCosts(
  instance: ProcurementRemovalInstance,
  { lowLevel, upLevel }: IntervalStockLevels,
  most: number,
): Float64Array {
  const { unitCost, salvageValue } = instance;
  const values = valuesAfterDecision(instance, lowLevel, Math.max(lowLevel, Math.min(upLevel, most)));
  return Float64Array.from({ length: most + 1 }, (_, onHand) => {
    if (onHand < lowLevel) return unitCost * (lowLevel - onHand) + values[0];
    if (onHand > upLevel) return -salvageValue * (onHand - upLevel) + values[upLevel - lowLevel];
    return values[onHand - lowLevel];
  });
}

/**
 * The best levels: the lower one is the newsvendor's, the upper one the first at which a unit more, kept
 * until it is sold, is worth no more than its salvage value. Undefined where that takes more than `most`
 * units.
 */
export function bestIntervalStock(
  instance: ProcurementRemovalInstance,
  most: number,
): IntervalStockLevels | undefined {
  const { demand, price, unitCost, salvageValue, holdingCost, discount } = instance;
  const fractile = (price - unitCost) / (price - discount * unitCost + holdingCost);
  let lowLevel = 0;
  for (let within = demand[0]; within < fractile - 1e-12; within += demand[lowLevel] ?? 1) lowLevel++;
  for (let highest = 2 * (lowLevel + demand.length); ; highest *= 2) {
    const values = valuesAfterDecision(instance, lowLevel, highest);
    const kept = values.findIndex((value, i) => values[i + 1] - value >= -salvageValue - 1e-9 * unitCost);
    if (kept >= 0) return { lowLevel, upLevel: lowLevel + kept };
    if (highest > most) return undefined;
  }
}

/** Expected discounted cost after the decision, before demand, with lowLevel, …, highest units on hand. */
function valuesAfterDecision(instance: ProcurementRemovalInstance, lowLevel: number, highest: number) {
  const { demand, unitCost, discount } = instance;
  const costs = periodCosts(instance, highest);
  const values = new Float64Array(highest - lowLevel + 1);
  for (let stock = lowLevel; stock <= highest; stock++) {
    let known = costs[stock];
    let staying = 0;
    for (let units = 0; units < demand.length; units++) {
      const left = Math.max(0, stock - units);
      const next = Math.max(lowLevel, left);
      known += discount * demand[units] * unitCost * (next - left);
      if (next === stock) staying += demand[units];
      else known += discount * demand[units] * values[next - lowLevel];
    }
    values[stock - lowLevel] = known / (1 - discount * staying);
  }
  return values;
}
