import { PERIODS_PER_YEAR } from "../calendar.js";
import type { Frequency, Panel } from "../panel.js";
import { age } from "./age.js";
import { attributeFeatures } from "./attribute-features.js";
import { dayOfWeek, dayOfYear, weeksToChristmas } from "./calendar-features.js";
import { LOCATION } from "./categories.js";
import { columnFeatures } from "./column-features.js";
import type { Feature } from "./feature.js";
import { holidayFeatures } from "./holiday-features.js";
import { intermittency } from "./intermittency.js";
import { lag } from "./lag.js";
import { outOfStockShare } from "./out-of-stock-share.js";
import { hasSeasonLastYear, seasonChange, seasonLastYear } from "./season-last-year.js";
import { smoothedMean } from "./smoothed-mean.js";
import { timeSinceSale } from "./time-since-sale.js";
import { timeSinceStockOut } from "./time-since-stock-out.js";
import { trailingDeviation } from "./trailing-deviation.js";
import { trailingMean } from "./trailing-mean.js";
import { trend } from "./trend.js";
import { zeroShare } from "./zero-share.js";

/** Which numbers a policy sees, in the order of its input rows. */
export interface FeatureSet {
  readonly features: readonly Feature[];
}

/**
 * The default features for periods of this length. Those of the time of year need `trainingPeriods` to cover
 * a whole year: what a network makes of a season that it has never seen is noise.
 */
export function featureSet(frequency: Frequency, trainingPeriods: number): FeatureSet {
  const { lags, short, middle, long, smoothing } = WINDOWS[frequency];
  const seasons = trainingPeriods >= PERIODS_PER_YEAR[frequency];
  return {
    features: [
      ...lags.map(lag),
      trailingMean(short),
      trailingMean(middle),
      trailingMean(long),
      trailingDeviation(middle),
      smoothedMean(smoothing),
      ...(seasons ? [seasonLastYear(short), hasSeasonLastYear(short), seasonChange(short)] : []),
      timeSinceSale(),
      zeroShare(middle),
      outOfStockShare(short),
      age(long),
      trend(short, long),
      ...(seasons ? [...dayOfYear(), weeksToChristmas()] : []),
      ...(frequency === "day" ? dayOfWeek() : []),
    ],
  };
}

/**
 * Everything that a policy may be given of a panel, by the name that asks for it: sets, columns per period,
 * attributes, and single features. `default` is the set above and the features of all columns per period.
 */
export function namedFeatures(
  panel: Panel,
  trainingPeriods: number,
): ReadonlyMap<string, readonly Feature[]> {
  const { frequency } = panel;
  const windows = WINDOWS[frequency];
  const history = featureSet(frequency, trainingPeriods).features;
  const columns = [...(panel.perPeriod?.keys() ?? [])].map((column) => {
    const features = columnFeatures(panel, column, { windows, trainingPeriods });
    return [column, features] as const;
  });
  const placed = panel.series.some(({ location }) => location !== panel.series[0].location);
  const names = [...panel.attributes.keys(), ...(placed ? [LOCATION] : [])];
  const attributes = names.map((name) => [name, attributeFeatures(panel, name, trainingPeriods)] as const);
  const all = (entries: readonly (readonly [string, readonly Feature[]])[]) =>
    entries.flatMap(([, features]) => features);
  const sets: readonly (readonly [string, readonly Feature[]])[] = [
    ["default", [...history, ...all(columns)]],
    ["none", []],
    ["history", history],
    ["columns", all(columns)],
    ["attributes", all(attributes)],
    ["holidays", holidayFeatures()],
    ["intermittency", intermittency(windows.long)],
    ["stock-outs", [outOfStockShare(windows.middle), outOfStockShare(windows.long), timeSinceStockOut()]],
  ];
  const every = all([...sets, ...columns, ...attributes]);
  const single = every.map((feature) => [feature.name, [feature]] as const);
  return new Map([...single, ...attributes, ...columns, ...sets]);
}

/** In periods. Daily windows are whole weeks, so that no weekday counts more than another. */
const WINDOWS = {
  day: { lags: [1, 7], short: 7, middle: 28, long: 91, smoothing: 0.1 },
  week: { lags: [1], short: 4, middle: 13, long: 26, smoothing: 0.2 },
  month: { lags: [1], short: 3, middle: 6, long: 12, smoothing: 0.3 },
} as const satisfies Record<Frequency, object>;
