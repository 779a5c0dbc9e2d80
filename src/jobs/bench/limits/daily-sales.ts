import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { literal, withDatabase } from "../../../store/duckdb.js";
import { type FileData, fileDataSchema } from "../../../store/file-data.js";

const STORES = 100;
const DAYS = 365;
/** Of a cell: units sold, and whether the series was in stock. */
export const CELL_BYTES = 5;

/**
 * A Parquet file of a year of daily sales in the order of their days, as shops write it: a row for every
 * item, store and day, for as long as it is worked with.
 */
export async function withDailySales<T>(items: number, work: (data: FileData) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "deepstock-bench-"));
  try {
    const sales = join(folder, "sales.parquet");
    await writeSales(sales, items);
    const columns = { item: "item", location: "store", date: "date", units: "units" };
    return await work(fileDataSchema.parse({ sales, columns, frequency: "day" }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeSales(path: string, items: number): Promise<void> {
  const select = `SELECT 'item-' || (s // ${STORES}) AS item, 'store-' || (s % ${STORES}) AS store,
    DATE '2023-01-01' + d::INTEGER AS date, (hash(s, d) % 11)::INTEGER AS units
    FROM (SELECT d, s FROM range(${DAYS}) days(d), range(${items * STORES}) series(s))`;
  await withDatabase({ resume: "" }, async ({ connection }) => {
    await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
  });
}
