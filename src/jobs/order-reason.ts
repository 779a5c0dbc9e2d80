import type { Frequency } from "../demand/panel.js";
import type { OrderTermName } from "../problems/problem.js";
import { unitsText } from "./explanation-words.js";

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
  /** What the target is compared with, where that is not on hand + on order. */
  readonly position?: number;
  /** "up" orders what the position lacks (default), "down" takes away what it has too much of. */
  readonly direction?: "up" | "down";
  /** What the supplier asks of this order, in units. */
  readonly terms?: SeriesTerms;
  /** What would have been ordered if the series were alone; default: the order. */
  readonly wanted?: number;
  /** What bound where less is ordered than wanted, like "the storage of Leeds (500)". */
  readonly shared?: string;
}

/** The terms of one series' orders. */
export type SeriesTerms = Readonly<Partial<Record<OrderTermName, number>>>;

/** Why this quantity: target, position, gap, rounding and what bound, in words and numbers that add up. */
export function reasonFor({ shared, ...numbers }: OrderNumbers): string {
  const { order, wanted = order } = numbers;
  const alone = reasonAlone({ ...numbers, order: wanted });
  if (order === wanted || shared === undefined) return alone;
  return `${alone} Cut to ${order}, the part of ${wanted} that fits ${shared}.`;
}

function reasonAlone(numbers: OrderNumbers): string {
  const { order, onHand, onOrder, target, coverPeriods, frequency, terms = {}, direction = "up" } = numbers;
  const { position = onHand + onOrder } = numbers;
  const sum = `${units(onHand)} on hand + ${units(onOrder)} on order`;
  const have = `Position ${units(position)}${position === onHand + onOrder ? ` = ${sum}` : ""}`;
  const [decides, too, none] = WORDS[direction];
  if (target === undefined) return `${have}; the policy ${decides} ${order} directly.`;
  const gap = direction === "up" ? target - position : position - target;
  const periods = coverPeriods === 1 ? frequency : `${frequency}s`;
  const digits = digitsFor(gap);
  const wanted = `Target ${units(target, digits)} for ${units(coverPeriods)} ${periods}`;
  const isMet = Math.abs(gap) < 0.05 && Number(gap.toFixed(digits)) === 0 && order === 0;
  if (isMet) return `${wanted}. ${have}: as much as is wanted, so ${none}.`;
  if (gap <= 0) return `${wanted}. ${have}: ${units(-gap, digits)} ${too}, so ${none}.`;
  return `${wanted}. ${have}. Gap ${units(gap, digits)}${adjustment(gap, order, terms)}.`;
}

const WORDS = {
  up: ["orders", "more than needed", "no order"],
  down: ["removes", "below it", "nothing is removed"],
} as const;

/** How the gap became the order: by rounding, or by the term that bound. */
function adjustment(gap: number, order: number, terms: SeriesTerms): string {
  const { packSize, minimumOrder, maximumOrder } = terms;
  if (Math.abs(order - gap) < 0.005) return "";
  if (Math.abs(order - gap) < 0.505) return ` rounded to ${order}`;
  const whole = Math.abs(gap % 1) === 0.5 ? 2 * Math.round(gap / 2) : Math.round(gap);
  const pack = packSize ?? 1;
  if (order < whole && maximumOrder !== undefined && order + pack > maximumOrder)
    return ` cut to the maximum of ${units(maximumOrder)}${packsOf(packSize, order)}`;
  const inPacks = Math.floor(whole / pack + 0.5) * pack;
  if (minimumOrder !== undefined && order !== inPacks)
    return order === 0
      ? ` is less than half of the minimum order of ${units(minimumOrder)}, so no order`
      : ` raised to the minimum order of ${units(minimumOrder)}${packsOf(packSize, order)}`;
  if (order === 0) return ` is less than half a pack of ${units(pack)}, so no order`;
  return ` rounded ${order > gap ? "up" : "down"} to packs of ${units(pack)}: ${order}`;
}

/** What a limit came to, where packs do not meet it. */
function packsOf(packSize: number | undefined, order: number): string {
  return packSize === undefined ? "" : ` in packs of ${units(packSize)}: ${order}`;
}

/** One digit after the point, or as many as it takes for the shown gap to be rounded like the true one. */
function digitsFor(gap: number): number {
  const digits = [1, 2, 3, 4].find((count) => Math.round(Number(gap.toFixed(count))) === Math.round(gap));
  return digits ?? 5;
}

function units(value: number, digits = 1): string {
  return Number.isInteger(value) ? unitsText(value, 0) : unitsText(value, digits);
}
