import { InputError } from "../base/errors.js";
import { csvRecords, type CsvRecord } from "./csv-records.js";
import { damageText } from "./csv-table.js";
import { csvText } from "./csv-text.js";
import { dateWayOut } from "./date-format.js";
import { rows, type Database } from "./duckdb.js";
import { salesPlace, type ReadData } from "./file-data.js";
import { falseWords } from "./flag-words.js";
import type { ImportReport, RejectedRow } from "./import-report.js";
import { numberWayOut } from "./quantity-cell.js";
import type { SalesDates } from "./sales-dates.js";
import { rejectsTable, type FileGroup } from "./sales-files.js";
import { zoneMark } from "./sales-rows.js";

/**
 * Finds the rows that could not be read and refuses them, or counts them where the user allows it
 * (`rejectedRows: skip`). An unclosed quote is always refused: it swallows the rows after it.
 * @throws InputError with the first lines, columns and values.
 */
export async function faultyRows(
  database: Database,
  data: ReadData,
  found: { readonly groups: readonly FileGroup[]; readonly dates: SalesDates },
): Promise<ImportReport["rejected"]> {
  const cells = await badCells(database, data, found);
  const lines = await rejectedLines(database);
  if (cells.rows + lines.count === 0) return { rows: 0, examples: [] };
  const examples: RejectedRow[] = [];
  const allowance = emptyAllowed(data);
  for (const group of found.groups)
    for (const file of group.paths) {
      if (group.kind !== "csv" || (examples.length >= shownRows && lines.count === 0)) continue;
      const search = { cells, allowance, wanted: shownRows - examples.length, quotes: lines.count > 0 };
      examples.push(...(await faultsOf(file, group, search)));
    }
  if (examples.length === 0) examples.push(...lines.examples, ...cells.examples(salesPlace(data)));
  const rejected = { rows: cells.rows + lines.count, examples };
  if (data.rejectedRows === "refuse") throw refused(rejected, data);
  return rejected;
}

/** The first lines of CSV files whose fields satisfy a condition; "" where none is found. */
export async function linesWhere(
  groups: readonly FileGroup[],
  condition: (cell: (column: string) => string) => boolean,
): Promise<string> {
  for (const group of groups.filter(({ kind }) => kind === "csv"))
    for (const file of group.paths) {
      const lines: number[] = [];
      for await (const { line, fields } of dataRecords(file, group)) {
        if (condition((column) => cellOf(group, fields, column))) lines.push(line);
        if (lines.length === 2) break;
      }
      if (lines.length > 0) return `${file} line ${lines.join(" and ")}`;
    }
  return "";
}

const shownRows = 5;

interface BadCells {
  readonly rows: number;
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly examples: (file: string) => RejectedRow[];
}

async function badCells(
  { connection }: Database,
  data: ReadData,
  { groups, dates }: { readonly groups: readonly FileGroup[]; readonly dates: SalesDates },
): Promise<BadCells> {
  const inFile = (name: string) => groups[0].computedFrom?.get(name) ?? name;
  const query = `SELECT bad, bad_text, sum(n)::BIGINT AS n FROM rows_counted WHERE bad IS NOT NULL
    GROUP BY ALL ORDER BY n DESC`;
  const counted = (await rows(connection, query)).map((row) => ({
    column: inFile(String(row.bad)),
    text: String(row.bad_text ?? ""),
    count: Number(row.n),
  }));
  for (const [text, count] of dates.unread) counted.push({ column: data.columns.date ?? "", text, count });
  const texts = new Map<string, Set<string>>();
  for (const { column, text } of counted)
    texts.set(column, (texts.get(column) ?? new Set<string>()).add(text));
  return {
    rows: counted.reduce((sum, { count }) => sum + count, 0),
    texts,
    examples: (file) =>
      counted.slice(0, shownRows).map(({ column, text }) => ({ file, column, found: quoted(text) })),
  };
}

async function rejectedLines({
  connection,
}: Database): Promise<{ readonly count: number; readonly examples: RejectedRow[] }> {
  const tables = await rows(connection, `SELECT 1 FROM duckdb_tables() WHERE table_name = '${rejectsTable}'`);
  if (tables.length === 0) return { count: 0, examples: [] };
  const counted = await rows(
    connection,
    `SELECT count(DISTINCT (scan_id, file_id, line)) AS n FROM ${rejectsTable}`,
  );
  const first = await rows(
    connection,
    `SELECT file_path, line, error_message FROM ${rejectsTable} JOIN reject_scans USING (scan_id, file_id)
     ORDER BY ALL LIMIT ${shownRows}`,
  );
  const examples = first.map(({ file_path: file, line, error_message: error }) => ({
    file: String(file),
    line: Number(line),
    found: `a line that cannot be read (${String(error)})`,
  }));
  return { count: Number(counted[0].n), examples };
}

interface Search {
  readonly cells: BadCells;
  readonly wanted: number;
  /** Whether to read on to the end for a quote that is never closed. */
  readonly quotes: boolean;
  /** Whether a row's empty units are as they should be. */
  readonly allowance: (group: FileGroup, fields: readonly string[], column: string) => boolean;
}

async function faultsOf(file: string, group: FileGroup, search: Search): Promise<RejectedRow[]> {
  const faults: RejectedRow[] = [];
  for await (const record of dataRecords(file, group)) {
    if (record.damage === "unclosed quote") {
      const found = "a quote is opened here and never closed: the file is damaged from this line on";
      throw new InputError(
        `${file} line ${record.line}`,
        found,
        "Close the quote, or double it inside a text.",
      );
    }
    if (faults.length >= search.wanted) {
      if (search.quotes) continue;
      break;
    }
    const fault = faultOf(record, group, search);
    if (fault) faults.push({ file, line: record.line, ...fault });
  }
  return faults;
}

function faultOf(
  { fields, damage }: CsvRecord,
  group: FileGroup,
  { cells, allowance }: Search,
): Pick<RejectedRow, "column" | "found"> | undefined {
  if (damage) return { found: damageText(damage) };
  if (fields.length !== group.fields)
    return { found: `${fields.length} fields where the first line has ${group.fields}` };
  for (const [column, texts] of cells.texts) {
    const text = cellOf(group, fields, column);
    const plain = text.replace(/[T ]\d{1,2}:.*$/, "");
    const bad = texts.has(text) || texts.has(plain) || texts.has(plain + zoneMark);
    if (bad && !allowance(group, fields, column)) return { column, found: quoted(text) };
  }
  return undefined;
}

function emptyAllowed(data: ReadData): Search["allowance"] {
  const { item, location, units, inStock } = data.columns;
  return (group, fields, column) => {
    if (data.layout === "wide")
      return cellOf(group, fields, column) === "" && column !== item && column !== location;
    if (column !== units || inStock === undefined || cellOf(group, fields, column) !== "") return false;
    return falseWords.includes(cellOf(group, fields, inStock).toLowerCase());
  };
}

async function* dataRecords(file: string, group: FileGroup): AsyncGenerator<CsvRecord> {
  let header = true;
  for await (const record of csvRecords(csvText(file), group.delimiter)) {
    if (!header) yield record;
    header = false;
  }
}

function cellOf(group: FileGroup, fields: readonly string[], column: string): string {
  return (fields[group.names.indexOf(column)] ?? "").trim();
}

function quoted(text: string): string {
  return text === "" ? "an empty cell" : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function refused({ rows: count, examples }: ImportReport["rejected"], data: ReadData): InputError {
  const [first, ...others] = examples;
  const place = placeOf(first);
  // A database has no lines: what it holds else is at the same place.
  const also = others.map((row) => (placeOf(row) === place ? row.found : `${placeOf(row)}: ${row.found}`));
  const more = also.length > 0 ? `; also ${also.join("; ")}` : "";
  const total = count > examples.length ? ` (${count} rows in all)` : "";
  return new InputError(place, `found ${first.found}${more}${total}`, wayOutOf(first, data));
}

function placeOf({ file, line, column }: RejectedRow): string {
  const at = line === undefined ? file : `${file} line ${line}`;
  return column === undefined ? at : `${at}, column "${column}"`;
}

function wayOutOf({ column, found }: RejectedRow, data: ReadData): string {
  const skip = "or set rejectedRows: skip to leave such rows out";
  if (column === undefined) return `Correct the lines, ${skip}.`;
  if (column === data.columns.date) return `${dateWayOut(found.replaceAll('"', ""))}, ${skip}.`;
  if (column === data.columns.inStock) return `Write 1 or 0, true or false, yes or no, ${skip}.`;
  if (column === data.columns.item) return `Give every row an item, ${skip}.`;
  if (column === data.columns.location) {
    // The columns of a published folder are not the user's to name.
    const without = data.madeFrom === undefined ? ", or leave out columns.location" : "";
    return `Give every row a location${without}, ${skip}.`;
  }
  return `${numberWayOut(found.replaceAll('"', ""))}, ${skip}.`;
}
