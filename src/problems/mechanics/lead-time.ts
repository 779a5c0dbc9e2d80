import type { RandomStream } from "../../base/random.js";
import { type PerSeries, largest, ofSeries } from "../problem.js";

/**
 * How long orders take, in periods: always the same per series, or drawn for each order, when it may also
 * be lost. Orders may cross.
 */
export type LeadTime =
  | { readonly kind: "fixed"; readonly periods: PerSeries }
  | {
      readonly kind: "random";
      /** probabilities[k] is that of a lead time of k periods; what is missing to 1 never arrives. */
      readonly probabilities: readonly number[];
    };

/** The lead time of an order that never arrives. */
export const NEVER = -1;

export function longestLeadTime(leadTime: LeadTime): number {
  return leadTime.kind === "fixed" ? largest(leadTime.periods) : leadTime.probabilities.length - 1;
}

/** The mean lead time of orders that arrive: what a policy may know. */
export function expectedLeadTime(leadTime: LeadTime, series: number): number {
  if (leadTime.kind === "fixed") return ofSeries(leadTime.periods, series);
  const arriving = leadTime.probabilities.reduce((sum, p) => sum + p, 0);
  return leadTime.probabilities.reduce((sum, p, periods) => sum + p * periods, 0) / arriving;
}

/** The probability that an order arrives, but after more than so many periods. */
export function shareLaterThan(leadTime: LeadTime, series: number, periods: number): number {
  if (leadTime.kind === "fixed") return ofSeries(leadTime.periods, series) > periods ? 1 : 0;
  return leadTime.probabilities.slice(periods + 1).reduce((sum, p) => sum + p, 0);
}

/** The lead time of one order. */
export function drawLeadTime(leadTime: LeadTime, series: number, stream: RandomStream): number {
  if (leadTime.kind === "fixed") return ofSeries(leadTime.periods, series);
  let left = stream.uniform();
  for (let periods = 0; periods < leadTime.probabilities.length; periods++) {
    left -= leadTime.probabilities[periods];
    if (left < 0) return periods;
  }
  return NEVER;
}
