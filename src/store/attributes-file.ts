import { InputError } from "../base/errors.js";
import type { Attribute, SeriesKey } from "../demand/panel.js";
import { requireColumns } from "./csv-header.js";
import { readCsvTable, type TableRow } from "./csv-table.js";
import { firstBytes } from "./csv-text.js";
import { literal, rows, type Database } from "./duckdb.js";
import { listOf, type FileData } from "./file-data.js";

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
    const { names, rows: table, mark } = await readTable(database, data, path);
    const keys = seriesKeys(names, data.columns);
    const { item, location } = keys;
    if (item === undefined && location === undefined)
      requireColumns(path, names, [{ name: data.columns.item, key: "columns.item" }]);
    const byKey = indexRows(path, table, keys);
    const rowOf = series.map((key) => byKey.get(keyText(item && key.item, location && key.location)));
    for (const name of names.filter((other) => other !== item && other !== location && other !== "")) {
      refuseTwice(path, name, from.get(name));
      from.set(name, path);
      attributes.set(name, attributeOf(rowOf.map((row) => row?.cell(name) ?? ""), mark));
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
  /** The decimal mark of its texts. */
  readonly mark: FileData["decimal"];
}

async function readTable(database: Database, { decimal }: FileData, path: string): Promise<Table> {
  const start = await firstBytes(path);
  if (Buffer.from(start.subarray(0, 4)).toString("latin1") !== "PAR1")
    return { ...(await readCsvTable(path, [])), mark: decimal };
  const query = `SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${literal(path)})`;
  const found = await rows(database.connection, query);
  const names = Object.keys(found[0] ?? {});
  const cells = found.map((row, i) => ({
    line: i + 1,
    cell: (name: string) => String(row[name] ?? "").trim(),
  }));
  return { names, rows: cells, mark: "." };
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

function attributeOf(texts: readonly string[], mark: Table["mark"]): Attribute {
  const cells = mark === "." ? texts : texts.map((text) => text.replace(/^([+-]?\d+),(\d+)$/, "$1.$2"));
  const filled = cells.filter((cell) => cell !== "");
  const isNumber =
    filled.length > 0 && filled.every((cell) => decimal.test(cell) && Number.isFinite(Number(cell)));
  if (!isNumber) return { kind: "text", values: texts };
  return { kind: "number", values: Float64Array.from(cells, (cell) => (cell === "" ? NaN : Number(cell))) };
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
