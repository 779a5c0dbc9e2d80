import { parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import type { EpochDay } from "../demand/panel.js";
import { findDateFormat, parseDateIn, type DateFormat } from "./date-format.js";
import type { FileData } from "./file-data.js";
import { nextStart } from "./period-calendar.js";

/**
 * The period columns of a wide file and the day each stands for. Their names are dates, or numbers in a
 * row like W0 … W51, which start at `from`.
 * @throws InputError where there are none, or numbered ones and no `from`.
 */
export function widePeriods(path: string, names: readonly string[], data: FileData): Map<string, EpochDay> {
  const others = names.filter((name) => name !== data.columns.item && name !== data.columns.location);
  const dated = datedColumns(others, data.dateFormat);
  const numbered = numberedColumns(others);
  if (dated.size === 0 && numbered.size === 0) {
    const found = `has no period columns beside ${data.columns.item}`;
    throw new InputError(`${path} line 1`, found, "Name them by dates (2024-01-01) or numbers (W0, W1, …).");
  }
  if (dated.size >= numbered.size) return dated;
  const from = data.from === undefined ? undefined : parseDate(data.from);
  if (from === undefined) {
    const found = `numbers its periods (${[...numbered.keys()].slice(0, 3).join(", ")}, …)`;
    throw new InputError(`${path} line 1`, found, "Set from to the date on which the first one starts.");
  }
  return startingAt(from, numbered, data.frequency);
}

function datedColumns(names: readonly string[], given: DateFormat | undefined): Map<string, EpochDay> {
  const dates = names.filter((name) => /^[\d./W-]{6,10}(?:[T ].*)?$/.test(name));
  const found = findDateFormat(new Map(dates.map((name) => [name, 1])));
  const format =
    given ?? (found.kind === "mixed" ? found.best : found.kind === "one" ? found.format : undefined);
  const columns = new Map<string, EpochDay>();
  if (format === undefined) return columns;
  for (const name of dates) {
    const day = parseDateIn(format, name);
    if (day !== undefined) columns.set(name, day);
  }
  return columns;
}

/** The columns of the commonest prefix followed by a number, with that number. */
function numberedColumns(names: readonly string[]): Map<string, number> {
  const byPrefix = new Map<string, Map<string, number>>();
  for (const name of names) {
    const match = /^(.*?)(\d+)$/.exec(name);
    if (!match) continue;
    const columns = byPrefix.get(match[1]) ?? new Map<string, number>();
    byPrefix.set(match[1], columns.set(name, Number(match[2])));
  }
  const empty = new Map<string, number>();
  return [...byPrefix.values()].reduce((a, b) => (b.size > a.size ? b : a), empty);
}

function startingAt(
  from: EpochDay,
  numbered: ReadonlyMap<string, number>,
  frequency: FileData["frequency"],
): Map<string, EpochDay> {
  const numbers = [...numbered].sort(([, a], [, b]) => a - b);
  const columns = new Map<string, EpochDay>();
  let [day, at] = [from, numbers[0][1]];
  for (const [name, number] of numbers) {
    for (; at < number; at++) day = nextStart(frequency, day);
    columns.set(name, day);
  }
  return columns;
}
