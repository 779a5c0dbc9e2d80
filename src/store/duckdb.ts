import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { Cancelled, InputError } from "../base/errors.js";
import { removeAbandonedScratch, scratchPrefix } from "./abandoned-files.js";

/** An in-memory database with a folder for what does not fit in memory. */
export interface Database {
  readonly connection: DuckDBConnection;
  /** Removed with everything in it when the work is done. */
  readonly scratch: string;
  /** Set when the work is to stop. */
  readonly signal?: AbortSignal;
}

/** How to run work on a database. */
export interface DatabaseOptions {
  /** Stops the running query; the work then fails with Cancelled. */
  readonly signal?: AbortSignal;
  /** What Cancelled tells the user about going on. */
  readonly resume: string;
  /** Default: as many as the machine has. */
  readonly threads?: number;
}

/**
 * Opens DuckDB (loaded only here, on first use), does the work, and cleans up whatever happened. Nothing
 * is ever fetched from the network.
 */
export async function withDatabase<T>(
  options: DatabaseOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (options.signal?.aborted) throw new Cancelled(options.resume);
  const { DuckDBInstance } = await import("@duckdb/node-api");
  await removeAbandonedScratch(tmpdir());
  const scratch = await mkdtemp(join(tmpdir(), scratchPrefix()));
  const threads: Record<string, string> = options.threads ? { threads: `${options.threads}` } : {};
  const settings = { temp_directory: join(scratch, "spill"), ...threads };
  const instance = await DuckDBInstance.create(":memory:", settings);
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  options.signal?.addEventListener("abort", interrupt);
  try {
    await connection.run("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
    // With the usual megabyte a third of the time goes into waiting for room.
    await connection.run("SET streaming_buffer_size = '8MB'");
    // A moment must fall on the same day on every machine.
    await connection.run("SET TimeZone = 'UTC'");
    return await work({ connection, scratch, signal: options.signal });
  } catch (error) {
    throw options.signal?.aborted ? new Cancelled(options.resume) : scratchRefused(scratch, error);
  } finally {
    options.signal?.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A full disk as an InputError; other failures as they were. */
function scratchRefused(scratch: string, error: unknown): unknown {
  if (!/no space left|file too large|quota exceeded/i.test(String(error))) return error;
  const found = "the disk is full, so the sales cannot be sorted there; nothing was written";
  return new InputError(dirname(scratch), found, "Free some space, or set TMPDIR to another folder.");
}

/** The rows of a small result, as JavaScript values (64-bit whole numbers as numbers). */
export async function rows(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader
    .getRowObjectsJS()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]),
      ),
    );
}

/** Every chunk of a large result in the order of its rows; the next one is fetched while one is used. */
export async function* chunks(connection: DuckDBConnection, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(sql);
  let coming = result.fetchChunk();
  for (;;) {
    const chunk = await coming;
    if (!chunk || chunk.rowCount === 0) return;
    coming = result.fetchChunk();
    yield chunk;
  }
}

/** Columns of numbers as they lie in the memory of DuckDB: gone with the next chunk. */
export interface NumberChunk {
  readonly rowCount: number;
  int32(column: number): Int32Array;
  float32(column: number): Float32Array;
  float64(column: number): Float64Array;
  /** 1 where true. */
  boolean(column: number): Uint8Array;
}

/**
 * The rows of several queries without NULLs, one query after another, whose columns are read in place:
 * reading 20 million rows number by number took three seconds more. DuckDB hands over two thousand rows at a
 * time, and out of a running query each time threads wait for each other, which took longer than the query.
 * So each query runs to its end, while the rows of the one before are used; keep them of bounded size.
 */
export async function* numberChunks(
  connection: DuckDBConnection,
  queries: readonly string[],
): AsyncGenerator<NumberChunk> {
  const { default: bindings } = await import("@duckdb/node-bindings");
  const run = (i: number) => (i < queries.length ? connection.run(queries[i]) : undefined);
  let coming = run(0);
  for (let i = 0; i < queries.length; i++) {
    const result = await coming;
    coming = run(i + 1);
    // Waited for in its turn; until then it is no unheard failure.
    coming?.catch(() => undefined);
    for (let c = 0; result && c < result.chunkCount; c++) {
      const { chunk, rowCount } = result.getChunk(c);
      const bytes = (column: number, size: number) => {
        const vector = bindings.data_chunk_get_vector(chunk, column);
        const { buffer, byteOffset } = bindings.vector_get_data(vector, rowCount * size);
        return [buffer as ArrayBuffer, byteOffset, rowCount] as const;
      };
      yield {
        rowCount,
        int32: (column) => new Int32Array(...bytes(column, 4)),
        float32: (column) => new Float32Array(...bytes(column, 4)),
        float64: (column) => new Float64Array(...bytes(column, 8)),
        boolean: (column) => new Uint8Array(...bytes(column, 1)),
      };
    }
  }
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
