import type { Feature } from "./feature.js";
import { trailingMoments } from "./trailing-moments.js";

/** Mean units per in-stock period of the last `window` periods. */
export function trailingMean(window: number): Feature {
  return {
    name: `mean-${window}`,
    summary: `Mean units sold per in-stock period of the last ${window}`,
    about: "recent demand",
    kind: "units",
    fill(panel, series, from, count, out, offset) {
      out.set(trailingMoments(panel, series, { from, count, window }).mean, offset);
    },
  };
}
