import type { RandomStream } from "../../base/random.js";
import { sum } from "../../base/sums.js";
import { type PerSeries, largest, ofSeries } from "../problem.js";

/** How long orders take, in periods, and whether they arrive. Each order is drawn alone: orders may cross. */
export interface LeadTime {
  /** What the supplier promises. */
  readonly periods: PerSeries;
  /** delays[k] is the probability that what arrives comes k periods late; absent where all is in time. */
  readonly delays?: readonly number[];
  /** The probability that an order never arrives; absent where all do. */
  readonly lostShare?: PerSeries;
}

/** The lead time of an order that never arrives. */
export const NEVER = -1;

const IN_TIME: readonly number[] = [1];

/** A lead time without chance may be given as its number. */
export function leadTimeOf(given: LeadTime | number): LeadTime {
  return typeof given === "number" ? { periods: given } : given;
}

/** probabilities[k] is that of a lead time of k periods; what is missing to 1 never arrives. */
export function randomLeadTime(probabilities: readonly number[]): LeadTime {
  const arriving = sum(probabilities);
  const delays = probabilities.map((p) => p / arriving);
  return { periods: 0, delays, ...(arriving < 1 - 1e-9 ? { lostShare: 1 - arriving } : {}) };
}

/** Whether nothing about it is left to chance. */
export function isCertain({ delays, lostShare }: LeadTime): boolean {
  return delays === undefined && lostShare === undefined;
}

export function longestLeadTime({ periods, delays = IN_TIME }: LeadTime): number {
  return largest(periods) + delays.length - 1;
}

/** The mean lead time of orders that arrive: what a policy may know. */
export function expectedLeadTime({ periods, delays = IN_TIME }: LeadTime, series: number): number {
  return ofSeries(periods, series) + delays.reduce((sum, p, late) => sum + p * late, 0);
}

/** The probability that an order arrives, but after more than so many periods. */
export function shareLaterThan(
  { periods, delays = IN_TIME, lostShare = 0 }: LeadTime,
  series: number,
  after: number,
): number {
  const promised = ofSeries(periods, series);
  const later = delays.reduce((sum, p, late) => (promised + late > after ? sum + p : sum), 0);
  return later * (1 - ofSeries(lostShare, series));
}

/** The lead time of one order. */
export function drawLeadTime(leadTime: LeadTime, series: number, stream: RandomStream): number {
  const { periods, delays = IN_TIME, lostShare = 0 } = leadTime;
  const promised = ofSeries(periods, series);
  if (isCertain(leadTime)) return promised;
  const arriving = 1 - ofSeries(lostShare, series);
  let left = stream.uniform();
  if (left >= arriving) return NEVER;
  for (let late = 0; late < delays.length - 1; late++) {
    left -= delays[late] * arriving;
    if (left < 0) return promised + late;
  }
  return promised + delays.length - 1;
}
