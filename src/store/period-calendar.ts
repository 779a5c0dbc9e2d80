import type { EpochDay, Frequency } from "../demand/panel.js";

/** The periods that cover a range of days without a gap. */
export interface PeriodCalendar {
  /** The first day covered. */
  readonly firstDay: EpochDay;
  /** The day each period starts, ascending. */
  readonly periodStart: Int32Array;
  /** The period of each day, counted from `firstDay`. */
  readonly periodOfDay: Int32Array;
  /** The last day of the last period. */
  readonly lastDay: EpochDay;
}

/**
 * The periods from the one that holds `from` to the one that holds `to`.
 * @param weekStart weekday on which weeks start, monday 0 … sunday 6.
 */
export function periodCalendar(
  frequency: Frequency,
  range: { readonly from: EpochDay; readonly to: EpochDay; readonly weekStart: number },
): PeriodCalendar {
  const starts: EpochDay[] = [];
  let start = periodStartOf(frequency, range.from, range.weekStart);
  while (start <= range.to) {
    starts.push(start);
    start = nextStart(frequency, start);
  }
  const firstDay = starts[0];
  const periodOfDay = new Int32Array(start - firstDay);
  starts.forEach((day, period) => periodOfDay.fill(period, day - firstDay));
  return { firstDay, periodStart: Int32Array.from(starts), periodOfDay, lastDay: start - 1 };
}

/** The start of the period that holds a day. */
export function periodStartOf(frequency: Frequency, day: EpochDay, weekStart: number): EpochDay {
  if (frequency === "day") return day;
  if (frequency === "week") return day - ((weekday(day) - weekStart + 7) % 7);
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
}

/** The start of the period after the one that starts on `start`. */
export function nextStart(frequency: Frequency, start: EpochDay): EpochDay {
  if (frequency === "day") return start + 1;
  if (frequency === "week") return start + 7;
  const date = new Date(start * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
}

/** Monday 0 … sunday 6 (1970-01-01 was a Thursday). */
export function weekday(day: EpochDay): number {
  return (((day + 3) % 7) + 7) % 7;
}
