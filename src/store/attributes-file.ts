import { InputError } from "../base/errors.js";
import type { Attribute, SeriesKey } from "../demand/panel.js";
import { requireColumns, type WantedColumn } from "./csv-header.js";
import { readCsvTable, type TableRow } from "./csv-table.js";
import { firstBytes } from "./csv-text.js";
import { literal, rows, type Database } from "./duckdb.js";
import type { FileData } from "./file-data.js";

/** Attributes in the order of the series, and the series without a row. */
export interface AttributesFound {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly seriesWithout: number;
}

/**
 * Reads an attributes file (CSV or Parquet) and joins it to the series by item, and by location where it
 * has that column. The key columns are named as in the sales file, or plainly item and location. A column
 * whose filled cells are all numbers is a number attribute, any other a text.
 * @throws InputError for a missing item column or two rows for the same series.
 */
export async function readAttributes(
  database: Database,
  data: FileData,
  series: readonly SeriesKey[],
): Promise<AttributesFound> {
  if (data.attributes === undefined) return { attributes: new Map(), seriesWithout: 0 };
  const path = data.attributes;
  const { names, rows: table } = await readTable(database, path);
  const item = keyColumn(path, names, { name: data.columns.item, key: "columns.item" });
  const location =
    names.find((name) => name === (data.columns.location ?? "location")) ??
    names.find((name) => name === "location");
  const byKey = indexRows(path, table, item, location);
  const rowOf = series.map((key) => byKey.get(keyText(key.item, location === undefined ? "" : key.location)));
  const columns = names.filter((name) => name !== item && name !== location && name !== "");
  const attributes = new Map(
    columns.map((name) => [name, attributeOf(rowOf.map((row) => row?.cell(name) ?? ""))]),
  );
  return { attributes, seriesWithout: rowOf.filter((row) => row === undefined).length };
}

interface Table {
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
}

async function readTable(database: Database, path: string): Promise<Table> {
  const start = await firstBytes(path);
  if (Buffer.from(start.subarray(0, 4)).toString("latin1") !== "PAR1") return readCsvTable(path, []);
  const query = `SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${literal(path)})`;
  const found = await rows(database.connection, query);
  const names = Object.keys(found[0] ?? {});
  const cells = found.map((row, i) => ({
    line: i + 1,
    cell: (name: string) => String(row[name] ?? "").trim(),
  }));
  return { names, rows: cells };
}

function keyColumn(path: string, names: readonly string[], wanted: WantedColumn): string {
  if (!names.includes(wanted.name) && names.includes("item")) return "item";
  requireColumns(path, names, [wanted]);
  return wanted.name;
}

function indexRows(
  path: string,
  table: readonly TableRow[],
  item: string,
  location: string | undefined,
): Map<string, TableRow> {
  const byKey = new Map<string, TableRow>();
  for (const row of table) {
    const key = keyText(row.cell(item), location === undefined ? "" : row.cell(location));
    const earlier = byKey.get(key);
    if (earlier) {
      const found = `repeats ${item} "${row.cell(item)}" of line ${earlier.line}`;
      throw new InputError(`${path} line ${row.line}`, found, "Keep one row for each.");
    }
    byKey.set(key, row);
  }
  return byKey;
}

function keyText(item: string, location: string): string {
  return `${item}\u0000${location}`;
}

function attributeOf(cells: readonly string[]): Attribute {
  const filled = cells.filter((cell) => cell !== "");
  const isNumber =
    filled.length > 0 && filled.every((cell) => decimal.test(cell) && Number.isFinite(Number(cell)));
  if (!isNumber) return { kind: "text", values: cells };
  return { kind: "number", values: Float64Array.from(cells, (cell) => (cell === "" ? NaN : Number(cell))) };
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
