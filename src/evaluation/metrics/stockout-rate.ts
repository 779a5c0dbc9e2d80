import { countScored, sumScored } from "../ledger-table.js";
import { ratioMetric } from "./metric.js";

/**
 * Share of scored series-periods that end with nothing on hand. A period whose demand takes exactly the last
 * unit counts as a stockout, as in arXiv:2603.19621.
 */
export const stockoutRate = ratioMetric({
  name: "stockout-rate",
  title: "Stockout rate",
  summary: "Share of series-periods that end with nothing on hand.",
  unit: "share",
  better: "lower",
  averaged: "over all scored series-periods with equal weights",
  parts: (ledger) => ({
    numerator: sumScored(ledger, (cell) => (ledger.fields.onHand[cell] <= 0 ? 1 : 0)),
    denominator: countScored(ledger),
  }),
});
