import { formatDate, parseDate } from "../base/dates.js";
import { weekday } from "../demand/calendar.js";
import type { EpochDay } from "../demand/panel.js";

/** The ways of writing dates; the last is a week as ISO 8601 numbers it, like 2024-W05. */
export const DATE_FORMATS = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYYMMDD",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "YYYY-MM",
  "YYYY-Www",
] as const;

export type DateFormat = (typeof DATE_FORMATS)[number];

/** The day a text names in a format (a month or week: its first); undefined where it is no such date. */
export function parseDateIn(format: DateFormat, text: string): EpochDay | undefined {
  const { pattern, order } = formats[format];
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  if (order === "week") return weekDay(Number(match[1]), Number(match[2]));
  const [year, month, day] = order.map((group) => (group === 0 ? "1" : match[group]).padStart(2, "0"));
  return parseDate(`${year}-${month}-${day}`);
}

/** The monday of a week of ISO 8601: week 1 holds 4 January. Undefined where the year has no such week. */
function weekDay(year: number, week: number): EpochDay | undefined {
  const fourth = Date.UTC(year, 0, 4) / 86_400_000;
  const monday = fourth - weekday(fourth) + 7 * (week - 1);
  return week >= 1 && formatDate(monday + 3).startsWith(`${year}-`) ? monday : undefined;
}

/** What a set of dates says about its own format. */
export type FormatFound =
  | { readonly kind: "one"; readonly format: DateFormat }
  /** Two formats read every date, but differently; `example` is one such date. */
  | { readonly kind: "ambiguous"; readonly formats: readonly DateFormat[]; readonly example: string }
  /** No format reads every date; `best` reads most of them, and `unread` are some it does not read. */
  | { readonly kind: "mixed"; readonly best: DateFormat | undefined; readonly unread: readonly string[] };

/** The format of a set of distinct dates, each with the number of rows it stands in. */
export function findDateFormat(dates: ReadonlyMap<string, number>): FormatFound {
    const texts = [...dates.keys()];
  const isReader = (format: DateFormat) => texts.every((text) => parseDateIn(format, text) !== undefined);
  const readers = DATE_FORMATS.filter(isReader);
  if (readers.length > 0) {
    const example = texts.find(
      (text) => new Set(readers.map((format) => parseDateIn(format, text))).size > 1,
    );
    return example === undefined
      ? { kind: "one", format: readers[0] }
      : { kind: "ambiguous", formats: readers, example };
  }
  const rowsRead = (format: DateFormat) =>
    texts.reduce(
      (sum, text) => sum + (parseDateIn(format, text) === undefined ? 0 : (dates.get(text) ?? 0)),
      0,
    );
  const best = DATE_FORMATS.reduce((a: DateFormat, b) => (rowsRead(b) > rowsRead(a) ? b : a));
  if (rowsRead(best) === 0) return { kind: "mixed", best: undefined, unread: texts.slice(0, 3) };
  return { kind: "mixed", best, unread: texts.filter((text) => parseDateIn(best, text) === undefined) };
}

/** The formats that read a date, with the day each takes it for: "DD/MM/YYYY (2024-04-03)". */
export function readingsOf(text: string, candidates: readonly DateFormat[]): string {
  return candidates.map((format) => `${format} (${formatDate(parseDateIn(format, text) ?? 0)})`).join(" or ");
}

/** What to do about a text that is no date: the beginning of a sentence. */
export function dateWayOut(text: string): string {
  if (/^\d{5}(\.\d+)?$/.test(text))
    return "That is a spreadsheet's number of a day: format the column as a date and save it again";
  if (/^\d{4}-?\d{2}$/.test(text)) return "Write months like 2024-05 and weeks like 2024-W05";
  if (/^(KW|W|CW|week)?[ .-]?\d{1,2}[ ./-]+\d{4}$/i.test(text)) return "Write weeks like 2024-W05";
  if (text === "") return "Give every row a date";
  const looksRight = DATE_FORMATS.some((format) => formats[format].pattern.test(text));
  const isDay = DATE_FORMATS.some((format) => parseDateIn(format, text) !== undefined);
  if (looksRight && !isDay) return "No calendar has it: correct it";
  return "Write every date the same way, like 2024-01-31, or set dateFormat";
}

interface Format {
  readonly pattern: RegExp;
  /** The groups that hold year, month and day; 0 where the day is left out. Or year and week. */
  readonly order: readonly [number, number, number] | "week";
}

// A time after the date is read over: sales are counted by the day as written.
const time = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$`;

const formats: Readonly<Record<DateFormat, Format>> = {
  "YYYY-MM-DD": { pattern: new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${time}`), order: [1, 2, 3] },
  "YYYY/MM/DD": { pattern: new RegExp(`^(\\d{4})/(\\d{1,2})/(\\d{1,2})${time}`), order: [1, 2, 3] },
  YYYYMMDD: { pattern: /^(\d{4})(\d{2})(\d{2})$/, order: [1, 2, 3] },
  "DD.MM.YYYY": { pattern: new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${time}`), order: [3, 2, 1] },
  "DD/MM/YYYY": { pattern: new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${time}`), order: [3, 2, 1] },
  "MM/DD/YYYY": { pattern: new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${time}`), order: [3, 1, 2] },
  "YYYY-MM": { pattern: /^(\d{4})-(\d{1,2})$/, order: [1, 2, 0] },
  "YYYY-Www": { pattern: /^(\d{4})-?W(\d{2})$/, order: "week" },
};
