import type { Frequency, Panel } from "../panel.js";
import { cellsOf, trailingMaxima } from "./trailing-fold.js";
import { trailingMoments, unitsOf } from "./trailing-moments.js";

/** A series that sells less than this many units per period is treated as if it sold this many. */
export const SMALLEST_SCALE = 0.02;

/** In periods: the recent level, and the longer history that steadies it (about a year). */
const WINDOWS: Readonly<Record<Frequency, { readonly short: number; readonly long: number }>> = {
  day: { short: 56, long: 364 },
  week: { short: 13, long: 52 },
  month: { short: 6, long: 24 },
};

/** How many in-stock periods the limit on spikes needs before it trusts itself. */
const PERIODS_BEFORE_LIMIT = 8;
const DEVIATIONS_TO_LIMIT = 4;

/**
 * What one unit of network input or output is worth for this series and decision, in units per period: the
 * recent mean demand, so that an item selling 0.1 a week and one selling 1,000 a day look alike. Writes
 * out[offset + k] for the decision at the start of period from + k, like a feature, and like a feature it
 * sees only sales before the decision. Always positive.
 *
 * The mean of the recent in-stock periods is drawn toward that of a longer history, which weighs as much
 * as a quarter of the recent window. A spike above everything in the past year and more than four standard
 * deviations above its mean counts as that limit only, so that one bulk order does not rescale a series.
 * With n periods of history the scale is at least 1 / (n + 1): that little history cannot rule out such
 * a rate, and a new item must be able to order before its first sale.
 */
export function scale(
  panel: Panel, series: number, from: number, count: number, out: Float32Array, offset: number,
): void {
  const { short, long } = WINDOWS[panel.frequency];
  const value = withoutSpikes(panel, series, from, count);
  const recent = trailingMoments(panel, series, { from, count, window: short, value });
  const usual = trailingMoments(panel, series, { from, count, window: long, value });
  for (let k = 0; k < count; k++) {
    const steadied =
      (recent.periods[k] * recent.mean[k] + (short / 4) * usual.mean[k]) / (recent.periods[k] + short / 4);
    out[offset + k] = Math.max(steadied, 1 / (usual.periods[k] + 1), SMALLEST_SCALE);
  }
}

function withoutSpikes(
  panel: Panel, series: number, from: number, count: number,
): (period: number) => number {
  const window = WINDOWS[panel.frequency].long;
  const units = unitsOf(panel, series);
  let oldest = Math.max(from - 2 * window, 0);
  let limits = limitsOf(oldest, from + count - 1);
  return (period) => {
    if (period < oldest) {
      // A series long out of stock looks further back than the usual windows.
      const older = Math.max(period - 2 * window, 0);
      limits = join(limitsOf(older, oldest), limits);
      oldest = older;
    }
    return Math.min(units(period), limits[period - oldest]);
  };

  function limitsOf(start: number, stop: number): Float64Array {
    const range = { from: start, count: Math.max(stop - start, 0), window };
    const history = trailingMoments(panel, series, range);
    const largest = trailingMaxima(range, cellsOf(range, units));
    return largest.map((most, k) =>
      most === 0 || history.periods[k] < PERIODS_BEFORE_LIMIT
        ? Infinity
        : Math.max(most, history.mean[k] + DEVIATIONS_TO_LIMIT * history.deviation[k]),
    );
  }
}

function join(left: Float64Array, right: Float64Array): Float64Array {
  const both = new Float64Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
