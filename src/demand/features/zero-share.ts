import type { Feature } from "./feature.js";
import { trailingMoments, unitsOf } from "./trailing-moments.js";

/** Share of the in-stock periods of the last `window` periods in which nothing was sold. */
export function zeroShare(window: number): Feature {
  return {
    name: `zero-share-${window}`,
    summary: `Share of in-stock periods of the last ${window} without a sale`,
    about: "how often it sells",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const units = unitsOf(panel, series);
      const value = (period: number) => (units(period) === 0 ? 1 : 0);
      out.set(trailingMoments(panel, series, { from, count, window, value }).mean, offset);
    },
  };
}
