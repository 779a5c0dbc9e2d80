import { InputError } from "../base/errors.js";
import type { EpochDay } from "../demand/panel.js";
import { findDateFormat, parseDateIn, readingsOf } from "./date-format.js";
import { literal, rows, type Database } from "./duckdb.js";
import { salesPlace, type FileData, type ReadData } from "./file-data.js";
import { zoneMark } from "./sales-rows.js";

/** What the dates of all rows turned out to be. */
export interface SalesDates {
  /** Every day with a good row, ascending. */
  readonly days: readonly EpochDay[];
  /** Date texts that cannot be read, with the number of rows of each. */
  readonly unread: ReadonlyMap<string, number>;
  /** A date with a time and a zone that counts on the day as written, as no zone of the shops is known. */
  readonly zoned?: string;
  /** Reads a date cell the way the rows were read. */
  readonly read: (text: string) => EpochDay | undefined;
}

/**
 * Understands the dates and makes the view `rows_dated`: the rows of `rows_read` that are whole, with
 * item, location, day, units, in_stock. All distinct dates are looked at before a format is chosen, so a
 * file that starts with 01/02/2024 is not misread.
 * @param wide the days of wide files' period columns, whose names stand in place of dates.
 */
export async function readSalesDates(
  database: Database,
  data: ReadData,
  wide: ReadonlyMap<string, EpochDay>,
): Promise<SalesDates> {
  const { connection } = database;
  const distinct =
    "SELECT date, count(*) AS n FROM rows_read WHERE date IS NOT NULL GROUP BY date ORDER BY date";
  const texts = new Map((await rows(connection, distinct)).map((row) => [String(row.date), Number(row.n)]));
  const zoned = wide.size > 0 ? undefined : [...texts.keys()].find((text) => text.endsWith(zoneMark));
  const read = wide.size > 0 ? (text: string) => wide.get(text) : readerOf(data, texts);
  const unread = new Map([...texts].filter(([text]) => read(text) === undefined));
  const join = texts.size > 0 ? "LEFT JOIN dates_read ON rows_read.date = dates_read.text" : "";
  if (texts.size > 0) await makeDatesTable(database, [...texts.keys()], read);
  const day = texts.size > 0 ? "coalesce(rows_read.day, dates_read.dated)" : "rows_read.day";
  const startsAtFrom = wide.size > 0 && data.periods === undefined;
  const from = data.from === undefined || startsAtFrom ? "" : `AND ${day} >= ${epochDay(data.from)}`;
  const to = data.to === undefined ? "" : `AND ${day} <= ${epochDay(data.to)}`;
  await connection.run(`CREATE TEMP VIEW rows_dated AS
    SELECT item, location, ${day} AS day, units, in_stock FROM rows_read ${join}
    WHERE bad IS NULL AND ${day} IS NOT NULL ${from} ${to}`);
  const days = await rows(connection, "SELECT DISTINCT day FROM rows_dated ORDER BY day");
  return { days: days.map((row) => Number(row.day)), unread, zoned, read };
}

function readerOf(data: FileData, texts: ReadonlyMap<string, number>): SalesDates["read"] {
  if (data.dateFormat !== undefined) {
    const given = data.dateFormat;
    return (text) => parseDateIn(given, unmarked(text));
  }
  const found = findDateFormat(new Map([...texts].map(([text, count]) => [unmarked(text), count])));
  if (found.kind === "ambiguous") {
    const place = `${salesPlace(data)}, column "${data.columns.date ?? ""}"`;
    const readings = readingsOf(found.example, found.formats);
    const wayOut = `Set dateFormat to ${readings}.`;
    throw new InputError(place, `every date can be read in two ways, like "${found.example}"`, wayOut);
  }
  const format = found.kind === "one" ? found.format : found.best;
  return (text) => (format === undefined ? undefined : parseDateIn(format, unmarked(text)));
}

function unmarked(text: string): string {
  return text.endsWith(zoneMark) && !text.includes(":") ? text.slice(0, -zoneMark.length) : text;
}

async function makeDatesTable(
  { connection }: Database,
  texts: readonly string[],
  read: SalesDates["read"],
): Promise<void> {
  await connection.run("CREATE TEMP TABLE dates_read (text VARCHAR, dated INTEGER)");
  for (let i = 0; i < texts.length; i += 10_000) {
    const values = texts.slice(i, i + 10_000).map((text) => `(${literal(text)}, ${read(text) ?? "NULL"})`);
    await connection.run(`INSERT INTO dates_read VALUES ${values.join(", ")}`);
  }
}

function epochDay(date: string): string {
  return `(DATE ${literal(date)} - DATE '1970-01-01')`;
}
