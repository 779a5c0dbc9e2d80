import { autoregression } from "./autoregression.js";
import { dampedTrend } from "./damped-trend.js";
import { exponentialSmoothing } from "./exponential-smoothing.js";
import type { Forecaster } from "./forecaster.js";
import { trailingAverage } from "./trailing-average.js";

export { demandPaths } from "./demand-paths.js";

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
