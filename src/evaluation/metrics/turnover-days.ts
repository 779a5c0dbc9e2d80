import { sumScored } from "../ledger-table.js";
import { ratioMetric } from "./metric.js";

/**
 * Mean end-of-period units on hand over mean units sold per period, in days: how long a unit stays.
 * The paper (arXiv:2603.19621) caps the ratio at 28 days for each product; here nothing is capped, and a
 * series that sells nothing still adds its stock to the total.
 */
export const turnoverDays = ratioMetric({
  name: "turnover-days",
  title: "Turnover days",
  summary: "Days that a unit stays on hand: mean end-of-period stock over mean sales, not capped.",
  unit: "days",
  better: "lower",
  averaged: "as a ratio of sums over all scored series-periods, so by units sold",
  parts: (ledger) => ({
    numerator: sumScored(ledger, (cell) => ledger.fields.onHand[cell] * ledger.daysPerPeriod),
    denominator: sumScored(ledger, (cell) => ledger.fields.sold[cell]),
  }),
});
