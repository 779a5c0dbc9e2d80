import fc from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Database, literal, rows, withDatabase } from "./duckdb.js";
import { fileAt, piecesOfRows, rowAt, withRowPlaces } from "./row-pieces.js";

/** A view of several parts, each of several files, whose rows are numbered in their order. */
async function rowsRead(
  database: Database,
  parts: readonly number[][],
  { more = [], times = 1 }: { readonly more?: readonly string[]; readonly times?: number } = {},
): Promise<void> {
  const tables: string[] = [];
  let at = 0;
  for (const [part, sizes] of parts.entries()) {
    const paths: string[] = [];
    for (const [file, size] of sizes.entries()) {
      const path = join(database.scratch, `${part}-${file}.parquet`);
      const columns = ["i::INTEGER AS n", ...more.map((name) => `7 AS ${name}`)].join(", ");
      const select = `SELECT ${columns} FROM range(${at}, ${at + size}) t(i)`;
      await database.connection.run(`COPY (${select}) TO ${literal(path)} (ROW_GROUP_SIZE 2048)`);
      paths.push(literal(path));
      at += size;
    }
    const table = withRowPlaces(`read_parquet([${paths.join(", ")}])`, ["n", ...more]);
    const repeated = `${table}, range(${times})`;
    tables.push(`SELECT ${part} AS part, n, ${fileAt} AS file_at, ${rowAt} AS row_at FROM ${repeated}`);
  }
  await database.connection.run(`CREATE OR REPLACE VIEW rows_read AS ${tables.join(" UNION ALL ")}`);
}

async function pieces(database: Database, rowsEach: number): Promise<number[][]> {
  const found: number[][] = [];
  for (const piece of await piecesOfRows(database, rowsEach)) {
    const query = `SELECT n FROM rows_read WHERE ${piece}`;
    found.push((await rows(database.connection, query)).map(({ n }) => Number(n)));
  }
  return found;
}

const size = fc.oneof(fc.nat(40), fc.nat(6000));
const parts = fc.array(fc.array(size, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

test("pieces hold every row once, in the order of parts, files and rows, and are no larger than asked", () =>
  withDatabase({ resume: "" }, (database) =>
    fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 5000 }), async (sizes, rowsEach) => {
        const wanted = Math.max(rowsEach, Math.ceil(Math.max(...sizes.flat()) / 30));
        await rowsRead(database, sizes);
        const found = await pieces(database, wanted);
        const count = sizes.flat().reduce((sum, n) => sum + n, 0);
        expect(found.flat()).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(Math.max(0, ...found.map(({ length }) => length))).toBeLessThanOrEqual(wanted);
      }),
      { numRuns: 30 },
    ),
  ));

test("a column named like the place of a row is no place", () =>
  withDatabase({ resume: "" }, async (database) => {
    await rowsRead(database, [[50, 70]], { more: ["File_Row_Number"] });
    const found = await pieces(database, 60);
    expect(found.map(({ length }) => length)).toEqual([50, 70]);
    expect(found.flat()).toEqual(Array.from({ length: 120 }, (_, i) => i));
  }));

test("a file of fewer rows than come out of it is cut as well", () =>
  withDatabase({ resume: "" }, async (database) => {
    await rowsRead(database, [[100]], { times: 20 });
    const found = await pieces(database, 500);
    expect(found.map(({ length }) => length)).toEqual([500, 500, 500, 500]);
    expect(new Set(found[1])).toEqual(new Set(Array.from({ length: 25 }, (_, i) => 25 + i)));
  }));
