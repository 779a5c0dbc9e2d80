import { shortUnits, sumScored } from "../ledger-table.js";
import { ratioMetric } from "./metric.js";

/** Units served from stock in the period they were asked for, over units demanded. Waiting is not served. */
export const fillRate = ratioMetric({
  name: "fill-rate",
  title: "Fill rate",
  summary: "Units served from stock at once over units demanded.",
  unit: "share",
  better: "higher",
  averaged: "as a ratio of sums over all scored series-periods, so by units",
  parts(ledger) {
    const { demanded } = ledger.fields;
    return {
      // Sums of 32-bit flows may differ in the last digit; nobody is served less than nothing.
      numerator: sumScored(ledger, (cell) => Math.max(demanded[cell] - shortUnits(ledger, cell), 0)),
      denominator: sumScored(ledger, (cell) => demanded[cell]),
    };
  },
});
