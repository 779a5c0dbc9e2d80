import { levelForecaster, type RecursiveForecaster } from "./forecaster.js";

/** Simple exponential smoothing (Brown 1959) from the first period on. */
export function exponentialSmoothing(weight: number): RecursiveForecaster {
  return levelForecaster({
    name: `smoothing-${weight}`,
    summary: `Simple exponential smoothing with weight ${weight}.`,
    begin() {
      let smoothed: number | undefined;
      return {
        see(units) {
          smoothed = smoothed === undefined ? units : smoothed + weight * (units - smoothed);
        },
        level: () => smoothed ?? 0,
      };
    },
  });
}
