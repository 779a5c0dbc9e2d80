import { assert } from "../base/errors.js";
import type { RandomStream } from "../base/random.js";
import { mean, sum } from "../base/sums.js";
import type { Interval } from "./backtest-report.js";
import type { RatioParts } from "./metrics/metric.js";

/**
 * Bootstrap over series. The periods of a series depend on each other (a stockout lasts, stock is carried
 * over), so whole series are drawn with replacement and keep all their periods. Policies are compared on the
 * same draws, which removes what makes a series hard for every policy (Efron and Tibshirani 1993, chapters 6,
 * 8 and 13).
 *
 * What the intervals do not say: all series live through the same periods, so time is a single cluster and
 * cannot be resampled. An interval speaks about other series like these in these periods, not about another
 * year. Series that move together make it too narrow. Percentile intervals also cover less than they promise
 * when there are few series, or when a few large ones carry most of the cost.
 */
export interface BootstrapOptions {
  readonly stream: RandomStream;
  /** How often the series are drawn anew. */
  readonly resamples?: number;
  /** Probability that the interval should cover. */
  readonly level?: number;
}

/** Column sums over all series, and over each resample of them. */
export interface Resampled {
  readonly sums: Float64Array;
  /** `[resamples × columns]` */
  readonly resampledSums: Float64Array;
  readonly level: number;
}

export const defaultResamples = 2000;

/** Draws series with replacement; each column holds one value per series, all share the draws. */
export function resampleSeries(columns: readonly Float64Array[], options: BootstrapOptions): Resampled {
  const { stream, resamples = defaultResamples, level = 0.95 } = options;
  const series = columns[0].length;
  assert(series > 0, "there is at least one series to draw");
  for (const column of columns) assert(column.length === series, "every column has one value per series");
  const draws = stream.child("bootstrap-over-series");
  const drawn = new Uint32Array(series);
  const resampledSums = new Float64Array(resamples * columns.length);
  for (let resample = 0; resample < resamples; resample++) {
    for (let k = 0; k < series; k++) drawn[k] = draws.below(series);
    for (let c = 0; c < columns.length; c++)
      resampledSums[resample * columns.length + c] = sumOf(columns[c], drawn);
  }
  const sums = Float64Array.from(columns, (column) => sum(column));
  return { sums, resampledSums, level };
}

/**
 * Columns that are the same thing found with several seeds become their mean, of as many seeds drawn anew in
 * each resample; `groups` lists the columns of each thing, by seed. Those with as many seeds share the draws.
 */
export function resampleSeeds(
  { sums, resampledSums, level }: Resampled,
  groups: readonly (readonly number[])[],
  { stream }: Pick<BootstrapOptions, "stream">,
): Resampled {
  const columns = sums.length;
  const resamples = resampledSums.length / columns;
  const most = Math.max(...groups.map(({ length }) => length));
  const draws = stream.child("bootstrap-over-seeds");
  const means = new Float64Array(resamples * groups.length);
  for (let k = 0; k < resamples; k++) {
    const drawn = Array.from({ length: most }, draws.uniform);
    groups.forEach((group, at) => {
      const picked = group.map((_, seed) => group[Math.floor(drawn[seed] * group.length)]);
      means[k * groups.length + at] = mean(picked.map((column) => resampledSums[k * columns + column]));
    });
  }
  const all = Float64Array.from(groups, (group) => mean(group.map((column) => sums[column])));
  return { sums: all, resampledSums: means, level };
}

/**
 * Percentile interval of a statistic of the column sums; its `mean` is the statistic of all series. Null
 * where the statistic is undefined (not finite) for the series as they are, or for any resample.
 */
export function percentileInterval(
  resampled: Resampled,
  statistic: (sums: Float64Array) => number,
): Interval | null {
  const { sums, resampledSums, level } = resampled;
  const columns = sums.length;
  const values = new Float64Array(resampledSums.length / columns);
  for (let k = 0; k < values.length; k++)
    values[k] = statistic(resampledSums.subarray(k * columns, (k + 1) * columns));
  const mean = statistic(sums);
  if (!Number.isFinite(mean) || !values.every(Number.isFinite)) return null;
  values.sort();
  return { mean, low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2) };
}

/** Interval of the mean of one value per series. */
export function meanInterval(values: Float64Array, options: BootstrapOptions): Interval {
  const interval = percentileInterval(
    resampleSeries([values, new Float64Array(values.length).fill(1)], options),
    ([total, count]) => total / count,
  );
  assert(interval !== null, "the mean of finite values is finite");
  return interval;
}

/** Interval of a ratio of sums; null where a resample has nothing to divide by. */
export function ratioInterval(parts: RatioParts, options: BootstrapOptions): Interval | null {
  const resampled = resampleSeries([parts.numerator, parts.denominator], options);
  return percentileInterval(resampled, ([numerator, denominator]) => numerator / denominator);
}

/** One value per series of two policies, in the same order of series. */
export interface PairedValues {
  readonly values: Float64Array;
  readonly others: Float64Array;
}

/** Interval of the mean difference, value minus other, of two policies on the same series. */
export function differenceInterval({ values, others }: PairedValues, options: BootstrapOptions): Interval {
  return meanInterval(
    values.map((value, series) => value - others[series]),
    options,
  );
}

/**
 * Interval of the difference as a percentage of the other policy, a ratio of sums over the same series. Null
 * where the other's total is not above zero in every resample: a percentage of it would mean nothing.
 */
export function percentInterval(pair: PairedValues, options: BootstrapOptions): Interval | null {
  const resampled = resampleSeries([pair.values, pair.others], options);
  return percentileInterval(resampled, ([own, other]) => percentOf(own, other));
}

/** 100 · (value − other) / other; NaN where other is not above zero. */
export function percentOf(value: number, other: number): number {
  return other > 0 ? (100 * (value - other)) / other : NaN;
}

/** Standard error of the mean of independent values, s / √n; null for fewer than two. */
export function standardError(values: Float64Array): number | null {
  const count = values.length;
  if (count < 2) return null;
  const middle = mean(values);
  const squares = sum(values.map((value) => (value - middle) ** 2));
  return Math.sqrt(squares / (count - 1) / count);
}

function sumOf(column: Float64Array, drawn: Uint32Array): number {
  let total = 0;
  for (let k = 0; k < drawn.length; k++) total += column[drawn[k]];
  return total;
}

/** Of ascending values, with linear interpolation between neighbours. */
function quantile(sorted: Float64Array, probability: number): number {
  const at = probability * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
