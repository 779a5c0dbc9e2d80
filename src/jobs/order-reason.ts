import type { Frequency } from "../demand/panel.js";

export interface OrderNumbers {
  /** Whole units. */
  readonly order: number;
  readonly onHand: number;
  readonly onOrder: number;
  /** The level that the order fills the position up to, where the policy has one. */
  readonly target: number | undefined;
  /** Lead time plus review period, in periods. */
  readonly coverPeriods: number;
  readonly frequency: Frequency;
}

/** Why this quantity: target, position, gap, rounding, in words and numbers that add up. */
export function reasonFor({ order, onHand, onOrder, target, coverPeriods, frequency }: OrderNumbers): string {
  const position = onHand + onOrder;
  const have = `Position ${units(position)} = ${units(onHand)} on hand + ${units(onOrder)} on order`;
  if (target === undefined) return `${have}; the policy orders ${order} directly.`;
  const gap = target - position;
  const periods = coverPeriods === 1 ? frequency : `${frequency}s`;
  const digits = digitsFor(gap);
  const wanted = `Target ${units(target, digits)} for ${units(coverPeriods)} ${periods}`;
  if (gap <= 0) return `${wanted}. ${have}: ${units(-gap, digits)} more than needed, so no order.`;
  const rounded = Math.abs(order - gap) < 0.005 ? "" : ` rounded to ${order}`;
  return `${wanted}. ${have}. Gap ${units(gap, digits)}${rounded}.`;
}

/** One digit after the point, or as many as it takes for the shown gap to be rounded like the true one. */
function digitsFor(gap: number): number {
  const digits = [1, 2, 3, 4].find((count) => Math.round(Number(gap.toFixed(count))) === Math.round(gap));
  return digits ?? 5;
}

function units(value: number, digits = 1): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(digits);
}
