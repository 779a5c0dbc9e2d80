import type { Feature } from "./feature.js";
import { isSeen, unitsOf } from "./trailing-moments.js";

/**
 * Exponentially smoothed units per in-stock period: the latest in-stock period weighs 1, each one before it
 * `1 - weight` times the next. Divided by the sum of weights, so that a short history is not pulled to 0.
 */
export function smoothedMean(weight: number): Feature {
  return {
    name: `smoothed-${weight}`,
    summary: `Exponentially smoothed units sold, weight ${weight}`,
    about: "recent demand",
    kind: "units",
    fill(panel, series, from, count, out, offset) {
      const seen = isSeen(panel, series);
      const units = unitsOf(panel, series);
      let [total, weights] = [0, 0];
      for (let period = panel.firstPeriod[series]; period < from; period++) see(period);
      for (let k = 0; k < count; k++) {
        out[offset + k] = weights > 0 ? total / weights : 0;
        if (k < count - 1) see(from + k);
      }

      function see(period: number): void {
        if (!seen(period)) return;
        total = total * (1 - weight) + units(period);
        weights = weights * (1 - weight) + 1;
      }
    },
  };
}
