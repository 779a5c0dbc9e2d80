import { type Panel, periodCount } from "../panel.js";
import type { Feature } from "./feature.js";
import { cellsOf, trailingSums } from "./trailing-fold.js";

export interface ColumnWindows {
  /** Periods, looked back on and, where the column is a plan, ahead. */
  readonly short: number;
  readonly middle: number;
  readonly long: number;
}

/**
 * What a column per period says when ordering. Of a plan the period of the decision and those ahead are
 * known, else only the periods before it. Numbers from 0 to 1, like a promotion or a holiday, are shares;
 * others, like prices, as levels, of which only the change matters. Which of the two a column is, the periods
 * up to `trainingPeriods` say.
 */
export function columnFeatures(
  panel: Panel,
  column: string,
  { windows, trainingPeriods }: { windows: ColumnWindows; trainingPeriods: number },
): readonly Feature[] {
  const isPlan = panel.planned?.has(column) === true;
  if (!isShare(panel, column, trainingPeriods)) return levelFeatures(column, windows, isPlan);
  return shareFeatures(column, windows, isPlan);
}

function levelFeatures(column: string, { short, middle }: ColumnWindows, isPlan: boolean): Feature[] {
  const change = (name: string, summary: string, nowOf: (at: ColumnAt, period: number) => number) =>
    columnFeature(column, { name, summary }, (at, { from, count }, put) => {
      const range = { from, count, window: middle };
      const usual = trailingMeans(at, range);
      for (let k = 0; k < count; k++) {
        const now = nowOf(at, from + k);
        put(k, usual[k] > 0 && now > 0 ? Math.log(now / usual[k]) : 0);
      }
    });
  const beside = `beside its mean of the last ${middle} periods, log`;
  if (!isPlan)
    return [change(`${column}-change`, `Last known ${column} ${beside}`, (at, period) => at(period - 1))];
  return [
    change(`${column}-change`, `${column} of the period ${beside}`, (at, period) => at(period)),
    change(`${column}-ahead-${short}`, `Mean planned ${column} of ${short} periods ${beside}`, (at, period) =>
      meanAhead(at, period, short),
    ),
  ];
}

function shareFeatures(column: string, { short, long }: ColumnWindows, isPlan: boolean): Feature[] {
  const each = (name: string, summary: string, value: (at: ColumnAt, period: number) => number) =>
    columnFeature(column, { name, summary }, (at, { from, count }, put) => {
      for (let k = 0; k < count; k++) put(k, value(at, from + k));
    });
  const limit = Math.log1p(long);
  const apart = (at: ColumnAt, from: number, step: 1 | -1) => {
    let periods = 0;
    while (periods < long && !(at(from + step * periods) > 0)) periods++;
    return Math.log1p(periods) / limit;
  };
  const far = `log, 1 for ${long} periods or more`;
  const past = [
    each(`${column}-since`, `Time since the last ${column}, ${far}`, (at, period) =>
      apart(at, period - 1, -1),
    ),
    columnFeature(
      column,
      { name: `${column}-share-${short}`, summary: `Mean ${column} of the last ${short} periods` },
      (at, { from, count }, put) => {
        const means = trailingMeans(at, { from, count, window: short });
        means.forEach((mean, k) => put(k, mean));
      },
    ),
  ];
  if (!isPlan)
    return [
      each(`${column}-last`, `Last known ${column}`, (at, period) => known(at(period - 1))),
      ...past,
    ];
  return [
    each(`${column}-now`, `${column} of the period`, (at, period) => known(at(period))),
    each(`${column}-ahead-${short}`, `Mean planned ${column} of ${short} periods ahead`, (at, period) =>
      meanAhead(at, period, short),
    ),
    each(`${column}-until`, `Time to the next ${column}, ${far}`, (at, period) => apart(at, period, 1)),
    ...past,
  ];
}

/** The value of a period, those planned after the panel's last included; NaN where nothing is known. */
type ColumnAt = (period: number) => number;

function columnFeature(
  column: string,
  named: Pick<Feature, "name" | "summary">,
  fillFrom: (
    at: ColumnAt,
    range: { readonly from: number; readonly count: number },
    put: (k: number, value: number) => void,
  ) => void,
): Feature {
  return {
    ...named,
    about: column,
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      fillFrom(columnAt(panel, column, series), { from, count }, (k, value) => {
        out[offset + k] = value;
      });
    },
  };
}

function columnAt(panel: Panel, column: string, series: number): ColumnAt {
  const periods = periodCount(panel);
  const values = panel.perPeriod?.get(column);
  const planned = panel.planned?.get(column);
  const later = (planned?.length ?? 0) / panel.series.length;
  return (period) => {
    if (period < 0) return NaN;
    if (period < periods) return values?.[series * periods + period] ?? NaN;
    return period - periods < later ? planned![series * later + period - periods] : NaN;
  };
}

function known(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** The mean of the known periods of a window ahead; 0 where none is known. */
function meanAhead(at: ColumnAt, from: number, window: number): number {
  let [sum, count] = [0, 0];
  for (let period = from; period < from + window; period++) {
    const value = at(period);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : 0;
}

/** The mean of the known periods of each trailing window; 0 where none is known. */
function trailingMeans(
  at: ColumnAt,
  range: { readonly from: number; readonly count: number; readonly window: number },
): Float64Array {
  const sums = trailingSums(range, cellsOf(range, (period) => known(at(period))));
  const counts = trailingSums(range, cellsOf(range, (period) => (Number.isNaN(at(period)) ? 0 : 1)));
  return sums.map((sum, k) => (counts[k] > 0 ? sum / counts[k] : 0));
}

function isShare(panel: Panel, column: string, trainingPeriods: number): boolean {
  const values = panel.perPeriod?.get(column) ?? new Float32Array();
  const periods = periodCount(panel);
  return panel.series.every((_, series) =>
    values
      .subarray(series * periods, series * periods + Math.min(trainingPeriods, periods))
      .every((value) => !(value < 0 || value > 1)),
  );
}
