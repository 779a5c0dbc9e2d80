import { PERIODS_PER_YEAR, decisionDay, firstPeriodFrom } from "../calendar.js";
import type { Panel } from "../panel.js";

/** For each decision the period a year before it, -1 where the panel does not reach back so far. */
export function anniversariesOf(panel: Panel): Int32Array {
  const known = anniversariesByCalendar.get(panel.periodStart);
  if (known) return known;
  const year = PERIODS_PER_YEAR[panel.frequency];
  const anniversaries = Int32Array.from({ length: panel.periodStart.length + 1 }, (_, period) => {
    if (panel.frequency !== "day") return Math.max(period - year, -1);
    // By date: closed days may be left out, so that a year is not a fixed number of periods.
    const day = decisionDay(panel, period) - year;
    return day < panel.periodStart[0] ? -1 : firstPeriodFrom(panel.periodStart, day);
  });
  anniversariesByCalendar.set(panel.periodStart, anniversaries);
  return anniversaries;
}

const anniversariesByCalendar = new WeakMap<Int32Array, Int32Array>();
