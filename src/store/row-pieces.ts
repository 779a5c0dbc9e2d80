import { identifier, rows, type Database } from "./duckdb.js";

/**
 * A table read from Parquet files, with the columns `file_at` and `row_at`: the number of a row's file and
 * its number there. They cost nothing where nobody asks for them, and DuckDB skips files and groups of rows
 * that a condition on them leaves out.
 * @param names the columns of the files.
 */
export function withRowPlaces(table: string, names: readonly string[]): string {
  const inFile = new Set(names.map((name) => name.toLowerCase()));
  // A column of the files hides what DuckDB calls the same; then rows cannot be told apart by it.
  const place = (name: string) => (inFile.has(name) ? "0" : name);
  const places = `${place("file_index")} AS ${fileAt}, ${place("file_row_number")} AS ${rowAt}`;
  return `(SELECT *, ${places} FROM ${table})`;
}

/** Names that no column of a file has by chance. */
export const fileAt = identifier("place: file");
export const rowAt = identifier("place: row");

/**
 * Cuts the rows of `rows_read` into pieces that come one after another, in their order.
 * @param rowsEach about how many rows a piece has at most.
 * @returns conditions on part, file_at and row_at; each row satisfies exactly one.
 */
export async function piecesOfRows({ connection }: Database, rowsEach: number): Promise<string[]> {
  const query = `SELECT part, file_at, max(row_at) + 1 AS height, count(*) AS n FROM rows_read
    GROUP BY part, file_at ORDER BY part, file_at`;
  const pieces: string[] = [];
  let open: { part: number; from: number; to: number; n: number } | undefined;
  const close = () => {
    if (open) pieces.push(`part = ${open.part} AND file_at BETWEEN ${open.from} AND ${open.to}`);
    open = undefined;
  };
  for (const row of await rows(connection, query)) {
    const [part, file, height, n] = [row.part, row.file_at, row.height, row.n].map(Number);
    if (open && open.part === part && open.n + n <= rowsEach) {
      open = { ...open, to: file, n: open.n + n };
      continue;
    }
    close();
    if (n <= rowsEach) open = { part, from: file, to: file, n };
    else pieces.push(...piecesOfFile({ height, count: Math.ceil(n / rowsEach) }, { part, file }));
  }
  close();
  return pieces;
}

/** A large file in ranges of its rows, of which a wide file has fewer than come out of it. */
function piecesOfFile(
  { height, count }: { height: number; count: number },
  { part, file }: { part: number; file: number },
): string[] {
  const step = Math.ceil(height / count);
  const starts = Array.from({ length: Math.ceil(height / step) }, (_, i) => i * step);
  const isThere = `part = ${part} AND file_at = ${file}`;
  return starts.map((start) => `${isThere} AND row_at >= ${start} AND row_at < ${start + step}`);
}
