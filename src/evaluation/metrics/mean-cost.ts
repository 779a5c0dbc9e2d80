import { countScored, sumScored } from "../ledger-table.js";
import { ratioMetric } from "./metric.js";

/** Cost per scored series-period. */
export const meanCost = ratioMetric({
  name: "mean-cost",
  title: "Cost",
  summary: "Cost per series and period: holding, shortage and whatever else the problem charges.",
  unit: "money",
  better: "lower",
  averaged: "over all scored series-periods with equal weights",
  parts: (ledger) => ({
    numerator: sumScored(ledger, (cell) => ledger.fields.cost[cell]),
    denominator: countScored(ledger),
  }),
});
