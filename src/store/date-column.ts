import { InputError } from "../base/errors.js";
import type { EpochDay } from "../demand/panel.js";
import { dateWayOut, findDateFormat, parseDateIn, readingsOf } from "./date-format.js";
import type { FileData } from "./file-data.js";
import { linesWhere } from "./sales-faults.js";
import type { FileGroup } from "./sales-files.js";

/** Dates in files beside the sales. */
export interface DateColumn {
  /** The files, and their column. */
  readonly groups: readonly FileGroup[];
  readonly column: string;
  /** Every distinct text of it, with its number of rows. */
  readonly texts: ReadonlyMap<string, number>;
}

/**
 * How such dates are read: as those of sales are, times with a zone by the shops' days where these are known.
 * @throws InputError with the line of a text that is no date, or where all can be read in two ways.
 */
export async function dateReader(
  { groups, column, texts }: DateColumn,
  { dateFormat, timeZone }: Pick<FileData, "dateFormat" | "timeZone">,
): Promise<(text: string) => EpochDay | undefined> {
  const found = findDateFormat(texts);
  if (dateFormat === undefined && found.kind === "ambiguous")
    throw new InputError(
      `${groups[0].paths[0]}, column "${column}"`,
      `every date can be read in two ways, like "${found.example}"`,
      `Set dateFormat to ${readingsOf(found.example, found.formats)}.`,
    );
  const best = found.kind === "one" ? found.format : found.kind === "mixed" ? found.best : undefined;
  const format = dateFormat ?? best;
  const there = timeZone === undefined ? undefined : shopsDay(timeZone);
  const written = (text: string) => (format === undefined ? undefined : parseDateIn(format, text));
  const days = new Map(
    [...texts.keys()].map((text) => {
      const moment = there === undefined ? undefined : momentOf(text, written(text));
      return [text, moment === undefined ? written(text) : there?.(moment)];
    }),
  );
  const unread = [...days].find(([, day]) => day === undefined)?.[0].trim();
  if (unread === undefined) return (text) => days.get(text);
  const place = await linesWhere(groups, (cell) => cell(column) === unread);
  const what = unread === "" ? "an empty cell" : JSON.stringify(unread);
  throw new InputError(
    `${place || groups[0].paths[0]}, column "${column}"`,
    `found ${what}, which is no date`,
    `${dateWayOut(unread)}.`,
  );
}

const MOMENT = /[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)$/;

/** Seconds since 1970 of a text that names a time and a zone, and whose day as written is known. */
function momentOf(text: string, day: EpochDay | undefined): number | undefined {
  const moment = MOMENT.exec(text.trim());
  if (day === undefined || moment === null) return undefined;
  const [hours, minutes, seconds] = moment.slice(1, 4).map((part) => Number(part ?? 0));
  const zone = moment[4] === "Z" ? "+0000" : moment[4].replace(":", "").padEnd(5, "0");
  const ahead = Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
  return day * 86_400 + hours * 3600 + (minutes - ahead) * 60 + seconds;
}

/** The day of a moment where the shops are. */
function shopsDay(timeZone: string): (seconds: number) => EpochDay {
  const numeric = { year: "numeric", month: "numeric", day: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en", { timeZone, ...numeric });
  return (seconds) => {
    const shown = format.formatToParts(seconds * 1000);
    const parts = new Map(shown.map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts.get("year")!, parts.get("month")! - 1, parts.get("day")) / 86_400_000;
  };
}
