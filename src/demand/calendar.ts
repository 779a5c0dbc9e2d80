import { type EpochDay, type Frequency, type Panel, periodCount } from "./panel.js";

/** Periods after which the seasons of a year come round; 364 days keep the weekday. */
export const PERIODS_PER_YEAR: Readonly<Record<Frequency, number>> = { day: 364, week: 52, month: 12 };

/** Mean length of a period in days. */
export const DAYS_PER_PERIOD: Readonly<Record<Frequency, number>> = { day: 1, week: 7, month: 365.2425 / 12 };

/** The days on which `count` periods start, the first on `start`. */
export function periodStarts(frequency: Frequency, start: EpochDay, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, period) => {
    if (frequency === "month") return addMonths(start, period);
    return start + period * DAYS_PER_PERIOD[frequency];
  });
}

/** The day of the decision at the start of `period`; `period` may be the one after the last of the panel. */
export function decisionDay(panel: Panel, period: number): EpochDay {
  return period < periodCount(panel) ? panel.periodStart[period] : nextPeriodStart(panel);
}

/** The periods of a panel. */
type Calendar = Pick<Panel, "frequency" | "periodStart">;

/** The day on which the period after the last one starts, as `laterPeriodStarts` finds it. */
export function nextPeriodStart(panel: Calendar): EpochDay {
  return panel.periodStart.length === 0 ? 0 : laterPeriodStarts(panel, 1)[0];
}

/**
 * The days on which the `count` periods after the last one start. Daily panels may leave out closed days: a
 * weekday absent from the last four weeks is taken to be closed.
 */
export function laterPeriodStarts(panel: Calendar, count: number): EpochDay[] {
  const days = panel.periodStart;
  const last = days[days.length - 1];
  if (panel.frequency === "month") return Array.from({ length: count }, (_, i) => addMonths(last, i + 1));
  if (panel.frequency === "week") return Array.from({ length: count }, (_, i) => last + 7 * (i + 1));
  const open = new Set(days.subarray(-28).map(weekday));
  const isOpen = (day: EpochDay) => days.length < 28 || open.has(weekday(day));
  const starts: EpochDay[] = [];
  for (let day = last + 1; starts.length < count; day++) if (isOpen(day)) starts.push(day);
  return starts;
}

/** The first period that starts on `day` or later; the number of periods where none does. */
export function firstPeriodFrom(periodStart: Int32Array, day: EpochDay): number {
  let low = 0;
  let high = periodStart.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (periodStart[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By number: 0 is Monday, 6 is Sunday. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** 0 is Monday, 6 is Sunday. */
export function weekday(day: EpochDay): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/** How much of its year has passed at the start of the day, in [0, 1). */
export function shareOfYear(day: EpochDay): number {
  const year = yearOf(day);
  const start = newYear(year);
  return (day - start) / (newYear(year + 1) - start);
}

/** Days until the next 25 December, 0 on the day itself. */
export function daysToChristmas(day: EpochDay): number {
  const year = yearOf(day);
  const christmas = newYear(year + 1) - 7;
  return day <= christmas ? christmas - day : newYear(year + 2) - 7 - day;
}

/** A day of a year; months and days count from 1. */
export function yearDay(year: number, month: number, day: number): EpochDay {
  return Date.UTC(year, month - 1, day) / MILLISECONDS_PER_DAY;
}

/**
 * Easter Sunday of the western churches: the Sunday after the first full moon of the church on or after 21
 * March. The moon by the Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8).
 */
export function easterOf(year: number): EpochDay {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skippedLeapDays = century - Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + skippedLeapDays - moonCorrection + 15) % 30;
  const fullMoon = epact - Math.floor((golden + 11 * epact) / 319);
  const march21 = yearDay(year, 3, 21);
  const moonDay = march21 + fullMoon;
  return moonDay + 7 - ((weekday(moonDay) + 1) % 7);
}

/** The same day of a later month, or the month's last day where it is shorter. */
export function addMonths(day: EpochDay, months: number): EpochDay {
  const date = new Date(day * MILLISECONDS_PER_DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) / MILLISECONDS_PER_DAY;
}

const MILLISECONDS_PER_DAY = 86_400_000;

function yearOf(day: EpochDay): number {
  return new Date(day * MILLISECONDS_PER_DAY).getUTCFullYear();
}

function newYear(year: number): EpochDay {
  return Date.UTC(year, 0, 1) / MILLISECONDS_PER_DAY;
}
