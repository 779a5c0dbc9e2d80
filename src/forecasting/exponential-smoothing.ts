import { type Forecaster, level } from "./forecaster.js";

/** Simple exponential smoothing (Brown 1959) from the first period on. */
export function exponentialSmoothing(weight: number): Forecaster {
  return {
    name: `smoothing-${weight}`,
    summary: `Simple exponential smoothing with weight ${weight}.`,
    forecast: (history, ahead) =>
      level(history.reduce((smoothed, units) => smoothed + weight * (units - smoothed)), ahead),
  };
}
