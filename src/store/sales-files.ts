import { InputError } from "../base/errors.js";
import { databaseGroup } from "./database-rows.js";
import { readCsvHeader, requireColumns, type WantedColumn } from "./csv-header.js";
import { fileExists, firstBytes } from "./csv-text.js";
import { identifier, literal, rows, type Database } from "./duckdb.js";
import { inDatabase, listOf, type ReadData } from "./file-data.js";
import { withRowPlaces } from "./row-pieces.js";

/** Files that are read by one statement: Parquet files, or CSV files with the same first line. */
export interface FileGroup {
  readonly paths: readonly string[];
  readonly kind: "csv" | "parquet";
  /** Column names in the order of the file, then those computed from them, and the DuckDB type of each. */
  readonly names: readonly string[];
  /** How many of them stand in the file. */
  readonly fields: number;
  readonly types: ReadonlyMap<string, string>;
  /** The table expression that reads the files, with the columns named as in the files. */
  readonly table: string;
  readonly delimiter: string;
  /** Of each column that is computed, the one of the file whose cells it is made of. */
  readonly computedFrom?: ReadonlyMap<string, string>;
}

/**
 * Finds the sales, in files or a database, and what their columns are.
 * @throws InputError naming file and column.
 */
export async function salesGroups(
  database: Database,
  data: ReadData,
  onRows: (rows: number) => void,
): Promise<FileGroup[]> {
  const { sales, delimiter } = data;
  const wanted = wantedColumns(data);
  const groups = inDatabase(sales)
    ? [await databaseGroup(database, { data, sales, wanted, onRows })]
    : await fileGroups(database, { sales, delimiter }, wanted);
  return groups.map((group) => withDerived(group.kind === "csv" ? group : withPlaces(group), data));
}

function withPlaces(group: FileGroup): FileGroup {
  return { ...group, table: withRowPlaces(group.table, group.names) };
}

function withDerived(group: FileGroup, data: ReadData): FileGroup {
  const derived = Object.entries(data.derived ?? {});
  if (derived.length === 0) return group;
  const columns = derived.map(([name, { sql }]) => `${sql} AS ${identifier(name)}`).join(", ");
  return {
    ...group,
    names: [...group.names, ...derived.map(([name]) => name)],
    types: new Map([...group.types, ...derived.map(([name]): [string, string] => [name, "VARCHAR"])]),
    table: `(SELECT *, ${columns} FROM ${group.table})`,
    computedFrom: new Map(derived.map(([name, { from }]) => [name, from])),
  };
}

/** The same of any files, with the columns that they must have. */
export async function fileGroups(
  database: Database,
  data: { readonly sales: string | readonly string[]; readonly delimiter?: string },
  wanted: readonly WantedColumn[],
): Promise<FileGroup[]> {
  const paths = await salesPaths(database, data.sales);
  const parquet: string[] = [];
  const csv = new Map<
    string,
    { paths: string[]; names: readonly string[]; delimiter: string; gzip: boolean }
  >();
  for (const path of paths) {
    const start = await firstBytes(path);
    if (Buffer.from(start.subarray(0, 4)).toString("latin1") === "PAR1") {
      parquet.push(path);
      continue;
    }
    const header = await readCsvHeader(path, wanted, data.delimiter);
    const gzip = start[0] === 0x1f && start[1] === 0x8b;
    const key = JSON.stringify([header, gzip]);
    const group = csv.get(key) ?? { ...header, gzip, paths: [] };
    group.paths.push(path);
    csv.set(key, group);
  }
  const groups = [...csv.values()].map(csvGroup);
  return parquet.length > 0 ? [...groups, await parquetGroup(database, parquet, wanted)] : groups;
}

/** The table of the rows that the CSV reader itself could not read. */
export const rejectsTable = "rejected_lines";

function wantedColumns({ columns, layout, derived = {} }: ReadData): WantedColumn[] {
  const { item, location } = columns;
  return Object.entries(layout === "wide" ? { item, location } : columns)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && !(entry[1] in derived))
    .map(([key, name]) => ({ name, key: `columns.${key}` }));
}

async function salesPaths(database: Database, sales: string | readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const pattern of listOf(sales)) {
    if (!/[*?[]/.test(pattern) || (await fileExists(pattern))) {
      paths.push(pattern);
      continue;
    }
    const found = await rows(database.connection, `SELECT file FROM glob(${literal(pattern)}) ORDER BY file`);
    if (found.length === 0) throw new InputError(pattern, "no file has such a name", "Check the pattern.");
    paths.push(...found.map((row) => String(row.file)));
  }
  return [...new Set(paths)];
}

interface CsvFiles {
  readonly paths: readonly string[];
  readonly names: readonly string[];
  readonly delimiter: string;
  readonly gzip: boolean;
}

function csvGroup({ paths, names, delimiter, gzip }: CsvFiles): FileGroup {
  const used = new Set<string>();
  // Unwanted columns may share a name; a position makes each name its own.
  const unique = names.map((name, i) =>
    used.has(name) || name === "" ? `${name}#${i + 1}` : (used.add(name), name),
  );
  const columns = unique.map((name) => `${literal(name)}: 'VARCHAR'`).join(", ");
  const table = `read_csv([${paths.map(literal).join(", ")}], auto_detect=false, header=true,
    delim=${literal(delimiter)}, quote='"', escape='"', nullstr='', compression='${gzip ? "gzip" : "none"}',
    columns={${columns}}, store_rejects=true, rejects_limit=0, rejects_table='${rejectsTable}')`;
  const types = new Map(unique.map((name) => [name, "VARCHAR"]));
  return { paths, kind: "csv", names: unique, fields: names.length, types, table, delimiter };
}

async function parquetGroup(
  { connection }: Database,
  paths: readonly string[],
  wanted: readonly WantedColumn[],
): Promise<FileGroup> {
  const table = `read_parquet([${paths.map(literal).join(", ")}], union_by_name=true)`;
  const described = await rows(connection, `DESCRIBE SELECT * FROM ${table}`).catch((error: unknown) => {
    throw new InputError(
      paths.join(", "),
      `is a damaged Parquet file (${messageOf(error)})`,
      "Make it again.",
    );
  });
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
  const names = [...types.keys()];
  requireColumns(paths[0], names, wanted);
  return { paths, kind: "parquet", names, fields: names.length, types, table, delimiter: "" };
}

/** The first line of an error's message. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
}
