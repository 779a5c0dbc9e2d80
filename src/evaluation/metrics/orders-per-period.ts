import { countScored, sumScored } from "../ledger-table.js";
import { ratioMetric } from "./metric.js";

/** How many orders a series places in a period: the work, not the units. */
export const ordersPerPeriod = ratioMetric({
  name: "orders-per-period",
  title: "Orders per period",
  summary: "Share of series-periods in which something was ordered: the work that a policy makes.",
  unit: "orders",
  better: "neither",
  averaged: "over all scored series-periods with equal weights",
  parts: (ledger) => ({
    numerator: sumScored(ledger, (cell) => (ledger.fields.ordered[cell] > 0 ? 1 : 0)),
    denominator: countScored(ledger),
  }),
});
