import type { Feature } from "./feature.js";
import { cellsOf, trailingSums } from "./trailing-fold.js";
import { isSeen } from "./trailing-moments.js";

/** Share of the last `window` periods in which the series could not be sold; 0 before it is on offer. */
export function outOfStockShare(window: number): Feature {
  return {
    name: `out-of-stock-share-${window}`,
    summary: `Share of the last ${window} periods out of stock`,
    about: "past stock-outs",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const first = panel.firstPeriod[series];
      const seen = isSeen(panel, series);
      const range = { from, count, window };
      const cells = cellsOf(range, (period) => (period >= first && !seen(period) ? 1 : 0));
      const missing = trailingSums(range, cells);
      for (let k = 0; k < count; k++)
        out[offset + k] = missing[k] / Math.max(Math.min(window, from + k - first), 1);
    },
  };
}
