import { InputError } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { readCsvHeader, type WantedColumn } from "./csv-header.js";
import { csvRecords } from "./csv-records.js";
import { csvText } from "./csv-text.js";

/** One row of a small table: its line, and its cells by column name, trimmed. */
export interface TableRow {
  readonly line: number;
  readonly cell: (column: string) => string;
}

/**
 * The rows of a CSV file of modest size (stock, on-order, attributes), with line numbers.
 * @throws InputError for a missing column, a row with too few or too many fields, or damaged quotes.
 */
export async function readCsvTable(
  path: string,
  wanted: readonly WantedColumn[],
): Promise<{ names: readonly string[]; rows: TableRow[] }> {
  const { delimiter, names } = await readCsvHeader(path, wanted);
  const position = new Map(names.map((name, i) => [name, i]));
  const rows: TableRow[] = [];
  let header = true;
  for await (const { line, fields, damage } of csvRecords(csvText(path), delimiter)) {
    if (damage)
      throw new InputError(`${path} line ${line}`, `has ${damageText(damage)}`, "Close or double the quote.");
    if (header) {
      header = false;
      continue;
    }
    if (fields.length !== names.length) throw fieldCount(`${path} line ${line}`, fields.length, names.length);
    rows.push({ line, cell: (column) => (fields[position.get(column) ?? -1] ?? "").trim() });
  }
  return { names, rows };
}

/** The name of an optional column: there, absent, or misspelt, which is refused. */
export function optionalColumn(path: string, names: readonly string[], column: string): string | undefined {
  if (names.includes(column)) return column;
  const near = nearest(column, names);
  const slip =
    near !== undefined && near.toLowerCase().replace(/[\s_-]/g, "") === column.replace(/[\s_-]/g, "");
  if (slip) throw new InputError(`${path} line 1`, `has a column "${near}"`, `Name it "${column}".`);
  return undefined;
}

export function damageText(damage: "unclosed quote" | "text beside a quoted field"): string {
  return damage === "unclosed quote" ? "a quote that is never closed" : "text beside a quoted field";
}

export function fieldCount(place: string, found: number, expected: number): InputError {
  const more = found > expected ? "Quote a field that holds the delimiter." : "Fill the missing fields.";
  return new InputError(place, `has ${found} fields where the first line has ${expected}`, more);
}
