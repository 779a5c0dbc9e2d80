import { mean } from "../base/sums.js";
import { type Forecaster, level } from "./forecaster.js";

/** The mean of the last `window` periods, or of all there are. */
export function trailingAverage(window: number): Forecaster {
  return {
    name: `average-${window}`,
    summary: `The mean of the last ${window} periods.`,
    forecast: (history, ahead) => level(mean(history.slice(-window)), ahead),
  };
}
