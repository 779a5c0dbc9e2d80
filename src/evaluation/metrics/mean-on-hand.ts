import { countScored, sumScored } from "../ledger-table.js";
import { ratioMetric } from "./metric.js";

/** Mean end-of-period units on hand of a series. */
export const meanOnHand = ratioMetric({
  name: "mean-on-hand",
  title: "On hand",
  summary: "Mean units on hand of a series at the end of a period.",
  unit: "units",
  better: "lower",
  averaged: "over all scored series-periods with equal weights",
  parts: (ledger) => ({
    numerator: sumScored(ledger, (cell) => ledger.fields.onHand[cell]),
    denominator: countScored(ledger),
  }),
});
