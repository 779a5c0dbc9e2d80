import { autoregression } from "./autoregression.js";
import { dampedTrend } from "./damped-trend.js";
import { exponentialSmoothing } from "./exponential-smoothing.js";
import type { Frequency } from "../demand/panel.js";
import { empirical } from "./empirical.js";
import type { Forecaster, RecursiveForecaster } from "./forecaster.js";
import { croston, syntetosBoylan, teunterSyntetosBabai } from "./intermittent.js";
import { seasonalNaive } from "./seasonal-naive.js";
import { trailingAverage } from "./trailing-average.js";

export { type SeriesHistory, coverQuantiles } from "./cover-quantiles.js";
export { demandPaths } from "./demand-paths.js";
export type { CoverForecast, RecursiveForecaster } from "./forecaster.js";
export { nextDemand } from "./next-demand.js";
export { pinballLoss } from "./quantile.js";

/** Forecasters of a single series, from the calmest to the quickest. */
export const forecasters: readonly Forecaster[] = [
  trailingAverage(Infinity),
  trailingAverage(10),
  trailingAverage(4),
  exponentialSmoothing(0.1),
  exponentialSmoothing(0.3),
  exponentialSmoothing(0.6),
  dampedTrend(8, 0.9),
  dampedTrend(Infinity, 0.97),
  autoregression(),
];

/** Periods after which days repeat themselves by the week, and weeks and months by the year. */
const SEASON: Readonly<Record<Frequency, number>> = { day: 7, week: 52, month: 12 };

/** Forecasters whose quantiles of demand an order can be made from. */
export function quantileForecasters(frequency: Frequency): readonly RecursiveForecaster[] {
  return [
    empirical(),
    seasonalNaive(SEASON[frequency]),
    exponentialSmoothing(0.1),
    exponentialSmoothing(0.3),
    croston(0.1),
    syntetosBoylan(0.1),
    teunterSyntetosBabai(0.1),
  ];
}
