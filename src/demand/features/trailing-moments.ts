import type { Panel } from "../panel.js";
import { type TrailingRange, cellsOf, trailingSums } from "./trailing-fold.js";

export interface TrailingMoments extends TrailingRange {
  /** What to take the moments of; the units sold where left out. */
  readonly value?: (period: number) => number;
}

export interface Moments {
  /** In-stock periods of the window. */
  readonly periods: Float64Array;
  readonly mean: Float64Array;
  /** Population standard deviation. */
  readonly deviation: Float64Array;
}

/**
 * The mean and spread over the in-stock periods of each decision's trailing window. A window without any
 * gives way to the one that ended with the series' latest in-stock period; before the first in-stock
 * period all is 0.
 */
export function trailingMoments(panel: Panel, series: number, options: TrailingMoments): Moments {
  const { from, count } = options;
  const value = options.value ?? unitsOf(panel, series);
  const seen = isSeen(panel, series);
  const values = cellsOf(options, (period) => (seen(period) ? value(period) : 0));
  const periods = trailingSums(options, cellsOf(options, (period) => (seen(period) ? 1 : 0)));
  const mean = trailingSums(options, values);
  const deviation = trailingSums(options, values.map((each) => each * each));
  let latestSeen: number | undefined;
  let earlier: Moments | undefined;
  for (let k = 0; k < count; k++) {
    if (seen(from + k - 1)) latestSeen = k;
    if (periods[k] === 0) carry(k);
    else {
      mean[k] /= periods[k];
      deviation[k] = Math.sqrt(Math.max(deviation[k] / periods[k] - mean[k] ** 2, 0));
    }
  }
  return { periods, mean, deviation };

  function carry(k: number): void {
    const known = latestSeen === undefined ? (earlier ??= beforeFrom()) : { periods, mean, deviation };
    const at = latestSeen ?? 0;
    periods[k] = known.periods[at];
    mean[k] = known.mean[at];
    deviation[k] = known.deviation[at];
  }

  function beforeFrom(): Moments {
    let period = from - 1;
    while (period >= 0 && !seen(period)) period--;
    if (period < 0) return NOTHING_SEEN;
    return trailingMoments(panel, series, { ...options, from: period + 1, count: 1 });
  }
}

const NOTHING_SEEN: Moments = {
  periods: new Float64Array(1), mean: new Float64Array(1), deviation: new Float64Array(1),
};

/** Whether demand of a period was seen in full: the series was on offer and in stock. */
export function isSeen(panel: Panel, series: number): (period: number) => boolean {
  const first = panel.firstPeriod[series];
  const row = series * panel.periodStart.length;
  return (period) => period >= first && panel.inStock[row + period] === 1;
}

/** The units sold in a period; 0 before the series starts. */
export function unitsOf(panel: Panel, series: number): (period: number) => number {
  const first = panel.firstPeriod[series];
  const row = series * panel.periodStart.length;
  return (period) => (period >= first ? panel.units[row + period] : 0);
}
