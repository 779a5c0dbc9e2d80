import { sum } from "../../base/sums.js";
import type { LedgerTable } from "../ledger-table.js";

/**
 * What a number counts: "share" lies between 0 and 1, "money" is in the currency of the costs, "score" is of
 * no unit.
 */
export type MetricUnit = "money" | "share" | "days" | "units" | "orders" | "score";

/** One value per series above and below the fraction bar, each summed over the scored periods. */
export interface RatioParts {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

/** A metric's description; tables, help and reference pages are derived from it. */
export interface MetricDescription {
  /** Kebab-case, unique in the registry. */
  readonly name: string;
  /** A column heading. */
  readonly title: string;
  readonly summary: string;
  readonly unit: MetricUnit;
  readonly better: "lower" | "higher" | "neither";
  /** How `compute` averages over periods and over series. */
  readonly averaged: string;
}

/**
 * A number that says how well a policy did, from physical flows and costs alone. Every metric is a ratio of
 * two sums, so it can be taken per series, over all series, and over resampled series in the same way.
 */
export interface Metric extends MetricDescription {
  parts(ledger: LedgerTable): RatioParts;
  /** Sum of the numerators over sum of the denominators; null where nothing was scored or nothing divides. */
  compute(ledger: LedgerTable): number | null;
  /** The ratio of each series, for `averageOverSeries` and the bootstrap; NaN where the series has none. */
  perSeries(ledger: LedgerTable): Float64Array;
}

/** A metric from its description and its parts. */
export function ratioMetric(
  options: MetricDescription & { readonly parts: (ledger: LedgerTable) => RatioParts },
): Metric {
  return {
    ...options,
    compute(ledger) {
      const { numerator, denominator } = options.parts(ledger);
      return ratio(sum(numerator), sum(denominator));
    },
    perSeries(ledger) {
      const { numerator, denominator } = options.parts(ledger);
      return numerator.map((value, series) => ratio(value, denominator[series]) ?? NaN);
    },
  };
}

/**
 * Mean of one value per series, with equal weights or with the given ones (units, money, …), over the series
 * that have a value. Null where none has, or where the weights of those sum to zero.
 */
export function averageOverSeries(values: Float64Array, weights?: Float64Array): number | null {
  let total = 0;
  let weight = 0;
  for (let series = 0; series < values.length; series++) {
    if (Number.isNaN(values[series])) continue;
    const own = weights ? weights[series] : 1;
    total += own * values[series];
    weight += own;
  }
  return ratio(total, weight);
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}
