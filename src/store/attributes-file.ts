import { InputError } from "../base/errors.js";
import type { Attribute, SeriesKey } from "../demand/panel.js";
import { requireColumns } from "./csv-header.js";
import { readCsvTable, type TableRow } from "./csv-table.js";
import { firstBytes } from "./csv-text.js";
import { literal, rows, type Database } from "./duckdb.js";
import { listOf, type FileData } from "./file-data.js";
import { numberWayOut } from "./quantity-cell.js";
import type { NumberMarks } from "./sales-rows.js";

/** Attributes in the order of the series. */
export interface AttributesFound {
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Of each file, the series without a row. */
  readonly missing: readonly { readonly path: string; readonly series: number }[];
}

/**
 * Reads attributes files (CSV or Parquet) and joins each to the series by item, by location, or by both,
 * whichever columns it has. The key columns are named as in the sales file, or plainly item and location. A
 * column whose filled cells are all numbers is a number attribute, any other a text.
 * @throws InputError for a missing key column, two rows for the same key, or a column that two files have.
 */
export async function readAttributes(
  database: Database,
  data: FileData,
  series: readonly SeriesKey[],
): Promise<AttributesFound> {
  const attributes = new Map<string, Attribute>();
  const from = new Map<string, string>();
  const missing: { path: string; series: number }[] = [];
  for (const path of listOf(data.attributes)) {
    const { names, rows: table, marks } = await readTable(database, data, path);
    const keys = seriesKeys(names, data.columns);
    const { item, location } = keys;
    if (item === undefined && location === undefined)
      requireColumns(path, names, [{ name: data.columns.item, key: "columns.item" }]);
    const byKey = indexRows(path, table, keys);
    const rowOf = series.map((key) => byKey.get(keyText(item && key.item, location && key.location)));
    for (const name of names.filter((other) => other !== item && other !== location && other !== "")) {
      refuseTwice(path, name, from.get(name));
      from.set(name, path);
      refuseMarks(path, { name, rows: table, marks });
      attributes.set(name, attributeOf(rowOf.map((row) => row?.cell(name) ?? ""), marks));
    }
    missing.push({ path, series: rowOf.filter((row) => row === undefined).length });
  }
  return { attributes, missing };
}

/** The columns of a file that say which series a row is about; a file may have one, both or neither. */
export function seriesKeys(
  names: readonly string[],
  columns: Pick<FileData["columns"], "item" | "location">,
): { readonly item?: string; readonly location?: string } {
  const named = (...wanted: (string | undefined)[]) =>
    wanted.find((name) => name !== undefined && names.includes(name));
  return { item: named(columns.item, "item"), location: named(columns.location, "location") };
}

function refuseTwice(path: string, name: string, earlier: string | undefined): void {
  if (earlier === undefined) return;
  const found = `has a column "${name}", and so has ${earlier}`;
  throw new InputError(`${path} line 1`, found, "Rename or leave out one of them.");
}

interface Table {
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
  readonly marks: NumberMarks;
}

async function readTable(database: Database, { decimal, thousands }: FileData, path: string): Promise<Table> {
  const start = await firstBytes(path);
  if (Buffer.from(start.subarray(0, 4)).toString("latin1") !== "PAR1")
    return { ...(await readCsvTable(path, [])), marks: { decimal, thousands } };
  const query = `SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${literal(path)})`;
  const found = await rows(database.connection, query);
  const names = Object.keys(found[0] ?? {});
  const cells = found.map((row, i) => ({
    line: i + 1,
    cell: (name: string) => String(row[name] ?? "").trim(),
  }));
  return { names, rows: cells, marks: { decimal: "." } };
}

function indexRows(
  path: string,
  table: readonly TableRow[],
  { item, location }: ReturnType<typeof seriesKeys>,
): Map<string, TableRow> {
  const byKey = new Map<string, TableRow>();
  for (const row of table) {
    const key = keyText(item && row.cell(item), location && row.cell(location));
    const earlier = byKey.get(key);
    if (earlier) {
      const name = item ?? location ?? "";
      const found = `repeats ${name} "${row.cell(name)}" of line ${earlier.line}`;
      throw new InputError(`${path} line ${row.line}`, found, "Keep one row for each.");
    }
    byKey.set(key, row);
  }
  return byKey;
}

function keyText(item = "", location = ""): string {
  return `${item}\u0000${location}`;
}

function attributeOf(texts: readonly string[], marks: NumberMarks): Attribute {
  const filled = texts.filter((cell) => cell !== "");
  const isNumber = filled.length > 0 && filled.every((cell) => Number.isFinite(numberOf(cell, marks)));
  if (!isNumber) return { kind: "text", values: texts };
  return { kind: "number", values: Float64Array.from(texts, (cell) => numberOf(cell, marks)) };
}

/** The number that a text stands for; NaN where it is none. */
function numberOf(text: string, { decimal, thousands }: NumberMarks): number {
  const mark = thousands === " " ? "[ \u00a0\u202f]" : `[${thousands}]`;
  const grouped = new RegExp(`^[+-]?\\d{1,3}(${mark}\\d{3})+([${decimal}]\\d*)?$`);
  const isGrouped = thousands !== undefined && grouped.test(text);
  const plain = isGrouped ? text.replaceAll(new RegExp(mark, "g"), "") : text;
  if (decimal === "," && plain.includes(".")) return NaN;
  const pointed = plain.replace(decimal, ".");
  return decimalNumber.test(pointed) ? Number(pointed) : NaN;
}

const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const otherMarks = /^[+-]?(\d{1,3}([., '\u00a0\u202f]\d{3})+([.,]\d+)?|\d+,\d+)$/;

/**
 * A column that holds nothing but numbers, some of them with marks that were not named, would become one of
 * texts. @throws InputError with the first such line.
 */
function refuseMarks(
  path: string,
  { name, rows: table, marks }: { name: string; rows: readonly TableRow[]; marks: NumberMarks },
): void {
  const isNumber = ({ cell }: TableRow) => cell(name) === "" || Number.isFinite(numberOf(cell(name), marks));
  const others = table.filter((row) => !isNumber(row));
  if (others.length === 0 || !others.every(({ cell }) => otherMarks.test(cell(name)))) return;
  const text = others[0].cell(name);
  const found = `found ${JSON.stringify(text)}, among nothing but numbers`;
  throw new InputError(`${path} line ${others[0].line}, column "${name}"`, found, `${numberWayOut(text)}.`);
}
