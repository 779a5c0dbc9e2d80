import { z } from "zod";
import { InputError } from "../../base/errors.js";
import { type Weekday, WEEKDAYS, weekday } from "../../demand/calendar.js";
import type { EpochDay } from "../../demand/panel.js";
import { type PerSeries, type Problem, ofSeries } from "../problem.js";
import type { Columns } from "./single-stock-options.js";

/**
 * Weekdays on which orders may be placed, as CONFIG.yaml writes them: a list, or an attribute column of texts
 * like "mon thu", so that each series has its own.
 */
export const orderDaysOption = z.union([z.array(z.enum(WEEKDAYS)).min(1), z.string().min(1)]).optional();

/** Sets of weekdays as numbers, a bit for each day, 1 for Monday. */
export function readOrderDays(
  written: z.output<typeof orderDaysOption>,
  columns: Columns,
): PerSeries | undefined {
  if (written === undefined || typeof written !== "string") return written && orderDays(written);
  return columns.texts(written, "orderDays", { read: readDays, wayOut: 'Write weekdays like "mon thu".' });
}

/**
 * A problem in which orders are placed on some weekdays only, as `orderDays` makes them.
 * @throws InputError beside review periods.
 */
export function withOrderDays(problem: Problem, orderDays: PerSeries | undefined): Problem {
  if (orderDays === undefined) return problem;
  if (problem.reviewPeriod !== 1)
    throw new InputError(
      "problem.orderDays",
      `stands beside a reviewPeriod of ${problem.reviewPeriod}`,
      "Write one of the two: weekdays, or periods from one order to the next.",
    );
  return { ...problem, orderDays };
}

/** Whether a series may order on a day. */
export function isOrderDay(orderDays: PerSeries, series: number, day: EpochDay): boolean {
  return (ofSeries(orderDays, series) & (1 << weekday(day))) !== 0;
}

/** The names of a set of weekdays, in their order. */
export function orderDayNames(orderDays: number): string[] {
  return WEEKDAYS.filter((_, day) => (orderDays & (1 << day)) !== 0);
}

/** The most days from one order day to the next, over all series. */
export function longestOrderGap(orderDays: PerSeries): number {
  const sets = typeof orderDays === "number" ? [orderDays] : [...new Set(orderDays)];
  return Math.max(...sets.map(gapOf));
}

function gapOf(days: number): number {
  let [longest, gap] = [0, 0];
  // Twice around the week, so that the gap over Sunday counts.
  for (let day = 0; day < 14; day++) {
    gap++;
    if ((days & (1 << (day % 7))) === 0) continue;
    longest = Math.max(longest, gap);
    gap = 0;
  }
  return Math.min(longest, 7);
}

/** A set of weekdays as a number, a bit for each, 1 for Monday. */
export function orderDays(names: readonly Weekday[]): number {
  return names.reduce((days, name) => days | (1 << WEEKDAYS.findIndex((day) => day === name)), 0);
}

/** A set of weekdays in words, by their names or the first three letters; undefined where it is none. */
function readDays(text: string): number | undefined {
  const words = text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
  const names = words.map((word) => WEEKDAYS.find((day) => day === word || day.slice(0, 3) === word));
  return names.length > 0 && names.every((name) => name !== undefined) ? orderDays(names) : undefined;
}
