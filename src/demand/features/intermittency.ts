import type { Feature } from "./feature.js";
import { cellsOf, trailingSums } from "./trailing-fold.js";
import { isSeen, unitsOf } from "./trailing-moments.js";

/**
 * How sales come: in-stock periods per sale, and the squared coefficient of variation of the sizes of sales,
 * over the last `window` periods (the two axes of Syntetos, Boylan and Croston, 2005).
 */
export function intermittency(window: number): readonly [Feature, Feature] {
  return [
    {
      name: `sale-interval-${window}`,
      summary: `In-stock periods per sale of the last ${window}, log, 1 for one sale or none`,
      about: "how often it sells",
      kind: "plain",
      fill(panel, series, from, count, out, offset) {
        const [seen, units] = [isSeen(panel, series), unitsOf(panel, series)];
        const range = { from, count, window };
        const periods = trailingSums(range, cellsOf(range, (t) => (seen(t) ? 1 : 0)));
        const sales = trailingSums(range, cellsOf(range, (t) => (seen(t) && units(t) > 0 ? 1 : 0)));
        for (let k = 0; k < count; k++) {
          const interval = sales[k] > 0 ? Math.max(periods[k] / sales[k], 1) : window;
          out[offset + k] = Math.log(interval) / Math.log(window);
        }
      },
    },
    {
      name: `size-variation-${window}`,
      summary: `Squared variation of the sizes of sales of the last ${window} periods, at most 4`,
      about: "how often it sells",
      kind: "plain",
      fill(panel, series, from, count, out, offset) {
        const units = unitsOf(panel, series);
        const range = { from, count, window };
        const sales = trailingSums(range, cellsOf(range, (t) => (units(t) > 0 ? 1 : 0)));
        const sums = trailingSums(range, cellsOf(range, units));
        const squares = trailingSums(range, cellsOf(range, (t) => units(t) ** 2));
        for (let k = 0; k < count; k++) {
          const squaredMeans = sums[k] > 0 ? (squares[k] * sales[k]) / sums[k] ** 2 : 1;
          out[offset + k] = Math.min(Math.max(squaredMeans - 1, 0), 4);
        }
      },
    },
  ];
}
