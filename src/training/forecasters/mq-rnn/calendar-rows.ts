import { PERIODS_PER_YEAR, laterPeriodStarts } from "../../../demand/calendar.js";
import { dayOfWeek, dayOfYear, weeksToChristmas } from "../../../demand/features/index.js";
import type { Panel } from "../../../demand/panel.js";

export interface CalendarOptions {
  /** Periods after each decision that must be known, too. */
  readonly ahead: number;
  /** Periods to learn from. */
  readonly learned: number;
}

/**
 * What the calendar says of each period of a panel and of those ahead of it, a number per period. The time of
 * year is told only where a whole year is learned from: of what it has never seen a network makes noise.
 */
export function calendarRows(panel: Panel, { ahead, learned }: CalendarOptions): readonly Float32Array[] {
  const { frequency } = panel;
  const features = [
    ...(learned >= PERIODS_PER_YEAR[frequency] ? [...dayOfYear(), weeksToChristmas()] : []),
    ...(frequency === "day" ? dayOfWeek() : []),
  ];
  const days = Int32Array.from([...panel.periodStart, ...laterPeriodStarts(panel, ahead)]);
  const longer = { ...panel, periodStart: days };
  return features.map(({ fill }) => {
    const row = new Float32Array(days.length);
    fill(longer, 0, 0, days.length, row, 0);
    return row;
  });
}
