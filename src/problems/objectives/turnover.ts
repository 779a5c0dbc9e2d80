import type { ObjectiveTerm } from "./objective.js";

/** Days from which on a longer stay counts no more, and units sold per day that keep the ratio finite. */
const [MOST_DAYS, NO_SALES] = [28, 1e-6];

/**
 * Days that a unit stays on hand, as a share of 28 and at most 1: mean end-of-period stock over mean sales
 * per day. A ratio of means over the horizon of a series, so that no period has a part of its own (Xie et al.
 * 2026, arXiv 2603.19621).
 */
export function turnover({ daysPerPeriod = 1 } = {}): ObjectiveTerm {
  return {
    name: "turnover",
    summary: "Days that a unit stays on hand over the horizon of a series, as a share of 28 and at most 1.",
    unit: "share",
    ofHorizon: {
      names: ["stock", "sales"],
      sums: ({ ledger }) => ({ stock: ledger.onHand, sales: ledger.sold }),
      value({ stock, sales }, periods) {
        const salesPerDay = sales.div(daysPerPeriod).add(periods.atLeast(1).mul(NO_SALES));
        return periods.mul(stock.div(salesPerDay).atMost(MOST_DAYS)).div(MOST_DAYS);
      },
    },
  };
}
