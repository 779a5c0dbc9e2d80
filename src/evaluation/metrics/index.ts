import { cycleServiceLevel } from "./cycle-service-level.js";
import { fillRate } from "./fill-rate.js";
import { meanCost } from "./mean-cost.js";
import { meanOnHand } from "./mean-on-hand.js";
import type { Metric } from "./metric.js";
import { ordersPerPeriod } from "./orders-per-period.js";
import { stockoutRate } from "./stockout-rate.js";
import { turnoverDays } from "./turnover-days.js";

/** Every metric, in the order of a table's columns. */
export const metrics: readonly Metric[] = [
  meanCost,
  stockoutRate,
  fillRate,
  cycleServiceLevel,
  turnoverDays,
  meanOnHand,
  ordersPerPeriod,
];

export { cycleServiceLevel, fillRate, meanCost, meanOnHand, ordersPerPeriod, stockoutRate, turnoverDays };
