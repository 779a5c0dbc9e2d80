import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { firstPeriodFrom, nextPeriodStart } from "./calendar.js";
import { type EpochDay, type Panel, periodCount } from "./panel.js";

/** Periods from, from + 1, …, to - 1, and what they may be used for. */
export interface PeriodRange<Part extends string = string> {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

/** Learn from `train`, choose with `validation`, report on `test`: in this order in time, without overlap. */
export interface Split {
  readonly train: PeriodRange<"train">;
  readonly validation: PeriodRange<"validation">;
  readonly test: PeriodRange<"test">;
}

export interface SplitDates {
  /** "YYYY-MM-DD": the first period that starts on or after it begins validation. */
  readonly validateFrom: string;
  /** "YYYY-MM-DD": the first period that starts on or after it begins the test. */
  readonly testFrom: string;
}

/**
 * Splits the periods by time, never by shuffling. A period that contains a date without starting on it
 * belongs to the earlier part. Throws InputError where a date is none, or leaves a part without a period.
 */
export function splitByDate(panel: Panel, dates: SplitDates): Split {
  const periods = periodCount(panel);
  const validateFrom = dayOf("split.validateFrom", dates.validateFrom);
  const testFrom = dayOf("split.testFrom", dates.testFrom);
  const validation = firstPeriodFrom(panel.periodStart, validateFrom);
  const test = firstPeriodFrom(panel.periodStart, testFrom);
  const wayOut = `Choose a date within the history, ${span(panel)}.`;
  if (validation === 0)
    throw new InputError("split.validateFrom", `${dates.validateFrom} leaves no period to train on`, wayOut);
  if (validation === periods)
    throw new InputError("split.validateFrom", `no period starts on or after ${dates.validateFrom}`, wayOut);
  if (test === periods)
    throw new InputError("split.testFrom", `no period starts on or after ${dates.testFrom}`, wayOut);
  if (test <= validation)
    throw new InputError(
      "split.testFrom",
      `${dates.testFrom} leaves no period to validate on after split.validateFrom ${dates.validateFrom}`,
      `Choose a date at least one ${panel.frequency} later.`,
    );
  return {
    train: { part: "train", from: 0, to: validation },
    validation: { part: "validation", from: validation, to: test },
    test: { part: "test", from: test, to: periods },
  };
}

function dayOf(place: string, text: string): EpochDay {
  const day = parseDate(text);
  if (day === undefined)
    throw new InputError(place, `"${text}" is no date`, "Write it as YYYY-MM-DD, for instance 2024-05-31.");
  return day;
}

function span(panel: Panel): string {
  if (periodCount(panel) === 0) return "which has no period";
  return `${formatDate(panel.periodStart[0])} to ${formatDate(nextPeriodStart(panel) - 1)}`;
}
