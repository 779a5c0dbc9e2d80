import type { Feature } from "./feature.js";
import { trailingMoments } from "./trailing-moments.js";

/** Standard deviation of the units sold in the in-stock periods of the last `window` periods. */
export function trailingDeviation(window: number): Feature {
  return {
    name: `deviation-${window}`,
    summary: `Standard deviation of units sold over the in-stock periods of the last ${window}`,
    about: "ups and downs of demand",
    kind: "units",
    fill(panel, series, from, count, out, offset) {
      out.set(trailingMoments(panel, series, { from, count, window }).deviation, offset);
    },
  };
}
