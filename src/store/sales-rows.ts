import { join } from "node:path";
import { InputError } from "../base/errors.js";
import type { EpochDay } from "../demand/panel.js";
import { identifier, literal, type Database } from "./duckdb.js";
import type { FileData, ReadData } from "./file-data.js";
import { flagExpression } from "./flag-words.js";
import { fileAt, rowAt, withRowPlaces } from "./row-pieces.js";
import { messageOf, type FileGroup } from "./sales-files.js";
import { widePeriods } from "./wide-periods.js";

/**
 * Makes the view `rows_read` over all files: item, location, day or date (a text still to be understood),
 * units, in_stock, where a cell is bad its column (bad) and text (bad_text), and where the row stands: part,
 * file_at, row_at. Parquet is read in place. CSV is parsed once, into a compact file in the scratch folder:
 * a long file as it is, so that each text of a column is understood once; a wide one as its rows.
 * @returns the period columns of wide files, whose names stand in `date`.
 */
export async function readSalesRows(
  database: Database,
  data: ReadData,
  groups: readonly FileGroup[],
): Promise<Map<string, EpochDay>> {
  const periods = new Map<string, EpochDay>();
  const tables: string[] = [];
  for (const [i, group] of groups.entries()) {
    const parsedOnce = async (select: string) =>
      group.kind === "csv" ? staged(database, select, group, i) : `(${select})`;
    if (data.layout === "long") {
      const used = new Set(Object.values(data.columns).filter((name) => name !== undefined));
      const table = await parsedOnce(renamed(group, [...used]));
      tables.push(`(${longRows(data, group, table)})`);
      continue;
    }
    const wide = data.periods ?? periodsOf(data, group);
    for (const [name, day] of wide) periods.set(name, day);
    tables.push(await parsedOnce(wideRows(data, group, [...wide.keys()])));
  }
  const union = tables.map((table, part) => `SELECT ${part} AS part, * FROM ${table}`).join(" UNION ALL ");
  const columns = `part, item, location, day, date, units, in_stock, bad, bad_text, file_at, row_at`;
  await database.connection.run(`CREATE TEMP VIEW rows_read (${columns}) AS ${union}`);
  return periods;
}

function periodsOf(data: FileData, { paths, names }: FileGroup): ReadonlyMap<string, EpochDay> {
  return widePeriods(paths[0], names, data);
}

async function staged(database: Database, select: string, group: FileGroup, index: number): Promise<string> {
  const path = join(database.scratch, `rows-${index}.parquet`);
  await database.connection
    .run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`)
    .catch((error: unknown) => {
      if (!/csv/i.test(messageOf(error)) && !/csv/i.test(String(error))) throw error;
      const wayOut = "Check that one line holds one row, and that all lines end alike (LF or CRLF).";
      throw new InputError(group.paths.join(", "), `cannot be read as CSV (${messageOf(error)})`, wayOut);
    });
  return withRowPlaces(`read_parquet(${literal(path)})`, []);
}

/** @param table with the columns as `renamed` names them. */
function longRows(data: FileData, group: FileGroup, table: string): string {
  const { item, location, date, units, inStock } = data.columns;
  const keys = keyColumns(group, item, location);
  const when = dateColumns(group, date ?? "", data.timeZone);
  const sold = unitsExpression(group, units ?? "", data);
  const flag = inStock === undefined ? "NULL::BOOLEAN" : stockFlag(group, inStock);
  // An empty cell of units is no fault where the row says that nothing could be sold.
  const unsold = `AND NOT coalesce(${source(units ?? "")} IS NULL AND in_stock = false, false)`;
  const faults = [
    fault(item, noKey(group, "item", item)),
    ...(location === undefined ? [] : [fault(location, noKey(group, "location", location))]),
    ...(inStock === undefined ? [] : [fault(inStock, `in_stock IS NULL AND ${source(inStock)} IS NOT NULL`)]),
    fault(units ?? "", `(units IS NULL OR NOT isfinite(units)) ${inStock === undefined ? "" : unsold}`),
    fault(date ?? "", `day IS NULL AND date IS NULL`),
  ];
  return `SELECT item, location, day, date, coalesce(units, 0) AS units, in_stock, ${faultColumns(faults)}
    , ${fileAt}, ${rowAt}
    FROM (SELECT *, ${keys}, ${when}, ${sold} AS units, ${flag} AS in_stock FROM ${table})`;
}

function wideRows(data: FileData, group: FileGroup, periods: readonly string[]): string {
  const { item, location } = data.columns;
  const values = periods.map((name) => `${source(name)}::VARCHAR AS ${identifier(name)}`).join(", ");
  const places = placeColumns(group);
  const inner = `SELECT ${keyColumns(group, item, location)}, ${values} ${places}
    FROM (${renamed(group, group.names)})`;
  const unpivot = `UNPIVOT (${inner}) ON ${periods.map(identifier).join(", ")} INTO NAME date VALUE raw`;
  const units = unitsText("raw", data);
  const keys = (["item", "location"] as const).flatMap((key) => {
    const name = data.columns[key];
    return name === undefined ? [] : [{ name, isEmpty: noKey(group, key, name) }];
  });
  const noKeys = keys.map(({ name, isEmpty }) => `WHEN ${isEmpty} THEN ${literal(name)}`).join(" ");
  const isKeyless = keys.map(({ isEmpty }) => isEmpty).join(" OR ");
  const badUnits = "units IS NULL OR NOT isfinite(units)";
  return `SELECT item, location, NULL::INTEGER AS day, date, units, NULL::BOOLEAN AS in_stock,
    CASE ${noKeys} WHEN ${badUnits} THEN date END AS bad,
    CASE WHEN ${isKeyless} THEN '' WHEN ${badUnits} THEN raw END AS bad_text
    ${places} FROM (SELECT *, ${units} AS units FROM (${unpivot}))`;
}

/** Whether a key is left out: a location is a text, whatever the file holds, and '' where there is none. */
function noKey(group: FileGroup, key: "item" | "location", name: string): string {
  if (key === "location") return "location = ''";
  return typeOf(group, name) === "VARCHAR" ? "(item IS NULL OR item = '')" : "item IS NULL";
}

// The files' own column names get a prefix, so that a column named "day" or "units" cannot be mistaken.
function renamed(group: FileGroup, names: readonly string[]): string {
  const columns = names.map((name) => `${identifier(name)} AS ${source(name)}`).join(", ");
  return `SELECT ${columns} ${placeColumns(group)} FROM ${group.table}`;
}

/** Rows of CSV get their places when they are staged. */
function placeColumns({ kind }: FileGroup): string {
  return kind === "csv" ? "" : `, ${fileAt}, ${rowAt}`;
}

function source(name: string): string {
  return identifier(`of file: ${name}`);
}

function keyColumns(group: FileGroup, item: string, location: string | undefined): string {
  const key = (name: string) => (typeOf(group, name) === "VARCHAR" ? `trim(${source(name)})` : source(name));
  // '' of nothing, like coalesce, which DuckDB computes for each row and not once for each text.
  const place = location === undefined ? "''" : `concat(CAST(${key(location)} AS VARCHAR))`;
  return `${key(item)} AS item, ${place} AS location`;
}

function dateColumns(group: FileGroup, name: string, timeZone: string | undefined): string {
  const type = typeOf(group, name);
  if (type.startsWith("TIMESTAMP WITH TIME ZONE") && timeZone !== undefined)
    return `${dayNumber(`${source(name)} AT TIME ZONE ${literal(timeZone)}`)} AS day, NULL::VARCHAR AS date`;
  if (type === "DATE" || type.startsWith("TIMESTAMP"))
    return `${dayNumber(source(name))} AS day, NULL::VARCHAR AS date`;
  const text = `trim(CAST(${source(name)} AS VARCHAR))`;
  const zoned = `length(${text}) > 10 AND regexp_matches(${text}, ${literal(zonedMoment)})`;
  // A time of day is cut off here, so that the distinct dates stay few.
  const withoutTime = `regexp_replace(${text}, '[T ][0-9]{1,2}:.*$', '')`;
  const isMidnight = `regexp_matches(${text}, ${literal(zonedMidnight)})`;
  const mark = `CASE WHEN ${zoned} AND NOT ${isMidnight} THEN ${literal(zoneMark)} ELSE '' END`;
  const marked = `${withoutTime} || ${mark}`;
  const cut = `nullif(CASE WHEN length(${text}) > 10 THEN ${marked} ELSE ${text} END, '')`;
  if (timeZone === undefined) return `NULL::INTEGER AS day, ${cut} AS date`;
  const moment = `CASE WHEN ${zoned} THEN TRY_CAST(${text} AS TIMESTAMPTZ) END`;
  const there = `${moment} AT TIME ZONE ${literal(timeZone)}`;
  const isThere = `(${there}) IS NOT NULL`;
  return `${dayNumber(there)} AS day, CASE WHEN ${isThere} THEN NULL ELSE ${cut} END AS date`;
}

/** Stands behind a date whose time names a zone, where that time is not midnight. */
export const zoneMark = "Z";

const zonedMoment = String.raw`[T ]\d{1,2}:\d{2}.*(Z|[+-]\d{2}(:?\d{2})?)$`;
const zonedMidnight = String.raw`[T ]00:00(:00(\.0+)?)?(Z|[+-].*)$`;

function dayNumber(moment: string): string {
  return `(CAST(${moment} AS DATE) - DATE '1970-01-01')::INTEGER`;
}

function unitsExpression(group: FileGroup, name: string, data: FileData): string {
  const isText = typeOf(group, name) === "VARCHAR";
  return isText ? unitsText(source(name), data) : `TRY_CAST(${source(name)} AS DOUBLE)`;
}

/** The number that a text stands for, NULL where it is none. */
export function unitsText(text: string, { decimal, thousands }: NumberMarks): string {
  const ungrouped = thousands === undefined ? text : withoutThousands(text, thousands, decimal);
  if (decimal === ".")
    return `CASE WHEN contains(${text}, '_') THEN NULL ELSE TRY_CAST(${ungrouped} AS DOUBLE) END`;
  const foreign = `contains(${ungrouped}, '.') OR contains(${text}, '_')`;
  const plain = `CASE WHEN ${foreign} THEN NULL ELSE replace(${ungrouped}, ',', '.') END`;
  return `TRY_CAST(${plain} AS DOUBLE)`;
}

export type NumberMarks = Pick<FileData, "decimal" | "thousands">;

/** NULL where the groups are not of three digits: 1,23 is no number of thousands. */
function withoutThousands(text: string, mark: string, decimal: string): string {
  // Spreadsheets write spaces that do not break a line.
  const plain = mark === " " ? `regexp_replace(${text}, '[\u00a0\u202f]', ' ', 'g')` : text;
  const grouped = String.raw`\s*[+-]?\d{1,3}([${mark}]\d{3})+([${decimal}]\d*)?\s*`;
  return `CASE WHEN NOT contains(trim(${plain}), ${literal(mark)}) THEN ${text}
    WHEN regexp_full_match(${plain}, ${literal(grouped)}) THEN replace(${plain}, ${literal(mark)}, '') END`;
}

function stockFlag(group: FileGroup, name: string): string {
  return typeOf(group, name) === "BOOLEAN" ? source(name) : flagExpression(textOf(name));
}

interface Fault {
  readonly column: string;
  readonly when: string;
}

function fault(name: string, when: string): Fault {
  return { column: name, when };
}

function faultColumns(faults: readonly Fault[]): string {
  const bad = faults.map(({ column, when }) => `WHEN ${when} THEN ${literal(column)}`).join(" ");
  const text = faults
    .map(({ column, when }) => `WHEN ${when} THEN coalesce(${textOf(column)}, '')`)
    .join(" ");
  return `CASE ${bad} END AS bad, CASE ${text} END AS bad_text`;
}

function textOf(name: string): string {
  return `trim(CAST(${source(name)} AS VARCHAR))`;
}

function typeOf(group: FileGroup, name: string | undefined): string {
  return group.types.get(name ?? "") ?? "VARCHAR";
}
