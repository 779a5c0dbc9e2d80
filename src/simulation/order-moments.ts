import { laterPeriodStarts } from "../demand/calendar.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { expectedLeadTime } from "../problems/mechanics/lead-time.js";
import { isOrderDay, longestOrderGap } from "../problems/mechanics/order-days.js";
import type { Problem } from "../problems/problem.js";

/** When a series may order, for every period of a panel and the one after it. */
export interface OrderMoments {
  /** 1 where it may, else 0. */
  readonly mayOrder: Float32Array;
  /** Expected lead time, and the periods from the order at hand, or the one before, to the next. */
  readonly coverPeriods: Float32Array;
}

export interface OrderMomentsOptions {
  readonly panel: Panel;
  readonly problem: Problem;
  /** A period in which orders may be placed, where they lie review periods apart. */
  readonly reviewAt: number;
}

/** Open days that are looked ahead for the order day that follows the last period. */
const DAYS_AHEAD = 14;

export function orderMoments({ panel, problem, reviewAt }: OrderMomentsOptions) {
  const { orderDays, reviewPeriod } = problem;
  const count = periodCount(panel) + 1;
  const ahead = orderDays === undefined ? reviewPeriod : DAYS_AHEAD;
  const days = [...panel.periodStart, ...laterPeriodStarts(panel, 1 + ahead)];
  const isMoment = (series: number, t: number) =>
    orderDays === undefined ? (t - reviewAt) % reviewPeriod === 0 : isOrderDay(orderDays, series, days[t]);
  return (series: number): OrderMoments => {
    const moments = days.map((_, t) => t).filter((t) => isMoment(series, t));
    const leadTime = expectedLeadTime(problem.leadTime, series);
    const mayOrder = new Float32Array(count);
    const coverPeriods = new Float32Array(count).fill(leadTime + longestCycle(problem));
    moments.forEach((t, index) => {
      if (t < count) mayOrder[t] = 1;
      const next = moments[index + 1];
      if (next !== undefined) coverPeriods.fill(leadTime + next - t, index === 0 ? 0 : t, next);
    });
    return { mayOrder, coverPeriods };
  };
}

/** The most periods from one order to the next. */
export function longestCycle({ orderDays, reviewPeriod }: Problem): number {
  return orderDays === undefined ? reviewPeriod : longestOrderGap(orderDays);
}
