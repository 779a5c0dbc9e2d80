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
  /** How many good rows there are. */
  readonly rowCount: number;
  /** Date texts that cannot be read, with the number of rows of each. */
  readonly unread: ReadonlyMap<string, number>;
  /** A date with a time and a zone that counts on the day as written, as no zone of the shops is known. */
  readonly zoned?: string;
  /** Reads a date cell the way the rows were read. */
  readonly read: (text: string) => EpochDay | undefined;
}

/**
 * Understands the dates and makes the view `rows_dated`: the rows of `rows_read` that are whole, with
 * item, location, day, units, in_stock and where they stand; and the table `rows_counted`, of how many rows
 * say the same of day and faults. All distinct dates are looked at before a format is chosen, so a file that
 * starts with 01/02/2024 is not misread.
 * @param wide the days of wide files' period columns, whose names stand in place of dates.
 */
export async function readSalesDates(
  database: Database,
  data: ReadData,
  wide: ReadonlyMap<string, EpochDay>,
): Promise<SalesDates> {
  const { connection } = database;
  const hasBad = await countRows(database);
  const distinct =
    "SELECT date, sum(n)::BIGINT AS n FROM rows_counted WHERE date IS NOT NULL GROUP BY date ORDER BY date";
  const texts = new Map((await rows(connection, distinct)).map((row) => [String(row.date), Number(row.n)]));
  const zoned = wide.size > 0 ? undefined : [...texts.keys()].find((text) => text.endsWith(zoneMark));
  const read = wide.size > 0 ? (text: string) => wide.get(text) : readerOf(data, texts);
  const unread = new Map([...texts].filter(([text]) => read(text) === undefined));
  if (texts.size > 0) await makeDatesTable(database, [...texts.keys()], read);
  const startsAtFrom = wide.size > 0 && data.periods === undefined;
  const from = startsAtFrom ? undefined : data.from;
  const isWhole = !hasBad && unread.size === 0;
  const within = (table: string) => dated(table, { from, to: data.to, hasTexts: texts.size > 0, isWhole });
  const good = within("rows_read");
  await connection.run(`CREATE TEMP VIEW rows_dated AS
    SELECT item, location, ${good.day} AS day, units, in_stock, part, file_at, row_at FROM ${good.where}`);
  const counted = within("rows_counted");
  const days = await rows(
    connection,
    `SELECT ${counted.day} AS day, sum(n)::BIGINT AS n FROM ${counted.where} GROUP BY 1 ORDER BY 1`,
  );
  const rowCount = days.reduce((sum, { n }) => sum + Number(n), 0);
  return { days: days.map((row) => Number(row.day)), rowCount, unread, zoned, read };
}

/**
 * All that is asked of the rows before they are placed. What is wrong with rows is looked at only where
 * something is: grouping by it took longer than all else.
 * @returns whether a row has a bad cell.
 */
async function countRows({ connection }: Database): Promise<boolean> {
  await connection.run(`CREATE TEMP TABLE rows_counted AS
    SELECT day, date, NULL::VARCHAR AS bad, NULL::VARCHAR AS bad_text, count(*) AS n, count(bad) AS bad_n
    FROM rows_read GROUP BY day, date`);
  const [{ n }] = await rows(connection, "SELECT sum(bad_n)::BIGINT AS n FROM rows_counted");
  if (Number(n) === 0) return false;
  await connection.run("UPDATE rows_counted SET n = n - bad_n");
  await connection.run(`INSERT INTO rows_counted
    SELECT day, date, bad, bad_text, count(*), 0 FROM rows_read WHERE bad IS NOT NULL GROUP BY ALL`);
  await connection.run("DELETE FROM rows_counted WHERE n = 0");
  return true;
}

interface Wanted {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Whether days stand in texts. */
  readonly hasTexts: boolean;
  /** Whether no row has a bad cell: then none is looked at, which takes longer than to read the rows. */
  readonly isWhole: boolean;
}

/** The day of a row, and the rows of a table that are whole and whose day is wanted. */
function dated(
  table: string,
  { from, to, hasTexts, isWhole }: Wanted,
): { readonly day: string; readonly where: string } {
  const join = hasTexts ? `LEFT JOIN dates_read ON ${table}.date = dates_read.text` : "";
  const day = hasTexts ? `coalesce(${table}.day, dates_read.dated)` : `${table}.day`;
  const conditions = [
    ...(isWhole ? [] : ["bad IS NULL", `${day} IS NOT NULL`]),
    ...(from === undefined ? [] : [`${day} >= ${epochDay(from)}`]),
    ...(to === undefined ? [] : [`${day} <= ${epochDay(to)}`]),
  ];
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  return { day, where: `${table} ${join} ${where}` };
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
  if (found.kind === "one" && format === "YYYY-MM" && data.frequency !== "month") {
    const place = `${salesPlace(data)}, column "${data.columns.date ?? ""}"`;
    const names = `names months, like "${[...texts.keys()][0]}", where periods are ${data.frequency}s`;
    const wayOut = "Write weeks like 2024-W05; set frequency: month or dateFormat: YYYY-MM for months.";
    throw new InputError(place, names, wayOut);
  }
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
