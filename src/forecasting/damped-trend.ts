import { mean } from "../base/sums.js";
import type { Forecaster } from "./forecaster.js";

/**
 * The least-squares line through the last `window` periods, whose slope is damped as it goes on: `damping` to
 * the power h in the h-th period ahead (Gardner and McKenzie 1985).
 */
export function dampedTrend(window: number, damping: number): Forecaster {
  return {
    name: `trend-${window}`,
    summary: `The line through the last ${window} periods, damped by ${damping}.`,
    forecast(history, ahead) {
      const recent = history.slice(-window);
      const [middle, usual] = [(recent.length - 1) / 2, mean(recent)];
      let [together, alone] = [0, 0];
      recent.forEach((units, t) => {
        together += (t - middle) * (units - usual);
        alone += (t - middle) ** 2;
      });
      const slope = together / alone;
      const end = usual + slope * middle;
      let steps = 0;
      return Array.from({ length: ahead }, (_, h) => {
        steps += damping ** (h + 1);
        return Math.max(end + slope * steps, 0);
      });
    },
  };
}
