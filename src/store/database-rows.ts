import { rm } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { csvPieces } from "./csv-pieces.js";
import { requireNames, type WantedColumn } from "./csv-header.js";
import { databasePlace, type DatabaseSales, kindOf, tableParts } from "./database-sales.js";
import type { ColumnKind, DatabaseColumn, DatabaseConnection } from "./databases/index.js";
import { identifier, literal, rows, type Database } from "./duckdb.js";
import { addressWithVariables } from "./environment.js";
import type { ReadData } from "./file-data.js";
import type { FileGroup } from "./sales-files.js";

export interface DatabaseRead {
  readonly data: ReadData;
  readonly sales: DatabaseSales;
  readonly wanted: readonly WantedColumn[];
  /** Called now and then with the number of rows that have come in. */
  readonly onRows: (rows: number) => void;
}

/**
 * Reads the sales of a database into Parquet files in the scratch folder, which are then read as any others:
 * the columns that are wanted, with the types that the database gives units and dates. What comes in lies on
 * disk as CSV in pieces of bounded size, so that memory does not grow with the rows.
 * @throws InputError where the database refuses something, without any password.
 */
export async function databaseGroup(database: Database, read: DatabaseRead): Promise<FileGroup> {
  const { sales, data } = read;
  const { kind, address } = kindOf(sales);
  const place = databasePlace(sales);
  const secret = addressWithVariables(address, (name) => variable(name, `data.sales.${kind.name}`));
  let connection: DatabaseConnection | undefined;
  const stop = () => connection?.close();
  database.signal?.addEventListener("abort", stop);
  try {
    connection = await kind.connect({ address: secret, place, momentsInUtc: data.timeZone !== undefined });
    const query = await questionOf(connection, read, kind.quote);
    return await staged(database, read, { csv: connection.csv(query.sql), columns: query.columns });
  } catch (error) {
    const refusal = error instanceof InputError ? undefined : kind.refusal(error);
    throw refusal === undefined ? error : new InputError(place, refusal.found, refusal.wayOut);
  } finally {
    database.signal?.removeEventListener("abort", stop);
    connection?.close();
  }
}

function variable(name: string, place: string): string {
  const found = process.env[name];
  if (found !== undefined) return found;
  throw new InputError(place, `the environment variable ${name} is not set`, `Set it: export ${name}=…`);
}

interface Question {
  readonly sql: string;
  /** What the rows of the answer hold, in its order. */
  readonly columns: readonly DatabaseColumn[];
}

/** A query as it was written; of a table the columns that are wanted, or all where a row has the periods. */
async function questionOf(
  connection: DatabaseConnection,
  { sales, data, wanted }: DatabaseRead,
  quote: (name: string) => string,
): Promise<Question> {
  const table = tableParts(sales.table ?? "")?.map(quote).join(".");
  const all = sales.query?.replace(/[\s;]+$/, "") ?? `SELECT * FROM ${table}`;
  const columns = await connection.describe(all);
  const names = columns.map(({ name }) => name);
  requireNames(databasePlace(sales), names, { wanted, wayOut: ({ name, key = name }) => `Set ${key}.` });
  if (sales.query !== undefined || data.layout === "wide") return { sql: all, columns };
  const chosen = columns.filter(({ name }) => wanted.some((column) => column.name === name));
  return { sql: `SELECT ${chosen.map(({ name }) => quote(name)).join(", ")} FROM ${table}`, columns: chosen };
}

interface Answer {
  readonly csv: AsyncIterable<Uint8Array>;
  readonly columns: readonly DatabaseColumn[];
}

/** Rows come in while those before them become Parquet. */
async function staged(database: Database, read: DatabaseRead, { csv, columns }: Answer): Promise<FileGroup> {
  const { connection, scratch } = database;
  let [count, made] = [0, Promise.resolve()];
  const paths: string[] = [];
  for await (const piece of csvPieces(csv, { folder: scratch, bytesEach: pieceBytes })) {
    await made;
    database.signal?.throwIfAborted();
    read.onRows(count);
    const path = join(scratch, `database-${paths.length}.parquet`);
    paths.push(path);
    made = intoParquet(database, read, { piece, path, columns }).then((rowCount) => void (count += rowCount));
    // Waited for before the next one; until then it is no unheard failure.
    made.catch(() => undefined);
  }
  await made;
  const table = `read_parquet([${paths.map(literal).join(", ")}], union_by_name=true)`;
  const described = await rows(connection, `DESCRIBE SELECT * FROM ${table}`);
  const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
  const names = [...types.keys()];
  const place = databasePlace(read.sales);
  return { paths: [place], kind: "parquet", names, fields: names.length, types, table, delimiter: "" };
}

const pieceBytes = 64e6;

async function intoParquet(
  { connection }: Database,
  { data, wanted }: DatabaseRead,
  { piece, path, columns }: { piece: string; path: string; columns: readonly DatabaseColumn[] },
): Promise<number> {
  const field = (i: number) => `c${i}`;
  const kept = columns.flatMap(({ name, kind }, i) => {
    if (data.layout === "long" && !wanted.some((column) => column.name === name)) return [];
    const use = name === data.columns.units ? "units" : name === data.columns.date ? "date" : "text";
    return [{ name, plain: field(i), typed: typedField(field(i), kind, use) }];
  });
  // Rows may hold newlines in quotes, so one thread reads them, from the first to the last.
  const table = `read_csv(${literal(piece)}, auto_detect=false, header=false, delim=',', quote='"',
    escape='"', nullstr='', allow_quoted_nulls=false, parallel=false, max_line_size=16000000,
    columns={${columns.map((_, i) => `${field(i)}: 'VARCHAR'`).join(", ")}})`;
  const copy = async (as: "typed" | "plain") => {
    const select = kept.map((column) => `${column[as]} AS ${identifier(column.name)}`).join(", ");
    const target = `${literal(path)} (FORMAT parquet)`;
    const [found] = await rows(connection, `COPY (SELECT ${select} FROM ${table}) TO ${target}`);
    return Number(found.Count);
  };
  // What its type does not hold, like the date 0000-00-00, is kept as a text and refused with its row.
  const count = await copy("typed").catch(() => copy("plain"));
  await rm(piece);
  return count;
}

function typedField(field: string, kind: ColumnKind, use: "units" | "date" | "text"): string {
  if (use === "units") return kind === "number" ? `CAST(${field} AS DOUBLE)` : field;
  if (use === "text" || kind === "text" || kind === "number") return field;
  const zoned = `CAST(${field} AS TIMESTAMPTZ)`;
  const day = kind === "moment" ? zoned : `CAST(CAST(${field} AS TIMESTAMP) AS DATE)`;
  return `CASE WHEN isfinite(${day}) THEN ${day} WHEN ${field} IS NOT NULL THEN error(${field}) END`;
}
