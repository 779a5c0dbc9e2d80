import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { literal, withDatabase } from "../../../store/duckdb.js";
import { fileDataSchema } from "../../../store/file-data.js";
import { importSales } from "../../../store/import-sales.js";
import { lessPanel } from "./less-panel.js";
import type { Limit } from "./limit.js";

const ITEMS = 548;
const STORES = 100;
const DAYS = 365;
const TURNS = 3;

/** From a Parquet file in the order of its days, as shops write it, to the panel: 5 million rows a second. */
export const importTime: Limit = {
  name: "import-20000000",
  summary: "Median time of three imports of 20 million rows, 54,800 series of 365 days, from Parquet.",
  unit: "s",
  atMost: 4,
  nodeOptions: [],
  async measure({ threads, scale }) {
    const folder = await mkdtemp(join(tmpdir(), "deepstock-bench-"));
    const sales = join(folder, "sales.parquet");
    await writeSales(sales, Math.ceil(ITEMS * scale));
    const columns = { item: "item", location: "store", date: "date", units: "units" };
    const data = fileDataSchema.parse({ sales, columns, frequency: "day" });
    const seconds: number[] = [];
    let [cells, rows] = [0, 0];
    const before = process.cpuUsage();
    for (let turn = 0; turn < TURNS; turn++) {
      const start = performance.now();
      const { panel, report } = await importSales(data, { threads });
      seconds.push((performance.now() - start) / 1000);
      [cells, rows] = [panel.units.length, report.rowsRead];
    }
    const { user, system } = process.cpuUsage(before);
    await rm(folder, { recursive: true });
    const value = seconds.sort((a, b) => a - b)[Math.floor(TURNS / 2)];
    const speed = `${(rows / value / 1e6).toFixed(1)} million rows a second`;
    const busy = `${((user + system) / 1e6 / TURNS).toFixed(1)} s of processors each`;
    return { value, note: `${speed}, ${busy}, ${lessPanel(cells * CELL_BYTES).note}` };
  },
};

/** Of a cell: units sold, and whether the series was in stock. */
const CELL_BYTES = 5;

async function writeSales(path: string, items: number): Promise<void> {
  const select = `SELECT 'item-' || (s // ${STORES}) AS item, 'store-' || (s % ${STORES}) AS store,
    DATE '2023-01-01' + d::INTEGER AS date, (hash(s, d) % 11)::INTEGER AS units
    FROM (SELECT d, s FROM range(${DAYS}) days(d), range(${items * STORES}) series(s))`;
  await withDatabase({ resume: "" }, async ({ connection }) => {
    await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
  });
}
