import { importSales } from "../../../store/import-sales.js";
import { CELL_BYTES, withDailySales } from "./daily-sales.js";
import { lessPanel } from "./less-panel.js";
import type { Limit } from "./limit.js";

const ITEMS = 548;
const TURNS = 3;

/** From a Parquet file in the order of its days to the panel: 5 million rows a second. */
export const importTime: Limit = {
  name: "import-20000000",
  summary: "Median time of three imports of 20 million rows, 54,800 series of 365 days, from Parquet.",
  unit: "s",
  atMost: 4,
  nodeOptions: [],
  measure: ({ threads, scale }) =>
    withDailySales(Math.ceil(ITEMS * scale), async (data) => {
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
      const value = seconds.sort((a, b) => a - b)[Math.floor(TURNS / 2)];
      const speed = `${(rows / value / 1e6).toFixed(1)} million rows a second`;
      const busy = `${((user + system) / 1e6 / TURNS).toFixed(1)} s of processors each`;
      return { value, note: `${speed}, ${busy}, ${lessPanel(cells * CELL_BYTES).note}` };
    }),
};
