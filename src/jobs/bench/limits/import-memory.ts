import { importSales } from "../../../store/import-sales.js";
import { CELL_BYTES, withDailySales } from "./daily-sales.js";
import { lessPanel } from "./less-panel.js";
import type { Limit } from "./limit.js";

const ITEMS = 2740;

/** Beside the panel an import keeps keys of series, and a few pieces of the file however many rows it has. */
export const importMemory: Limit = {
  name: "import-memory-100000000",
  summary: "Largest resident memory of importing 100 million rows into 274,000 series, less their panel.",
  unit: "bytes",
  atMost: 512e6,
  nodeOptions: [],
  measure: ({ threads, scale }) =>
    withDailySales(Math.ceil(ITEMS * scale), async (data) => {
      const before = lessPanel(0).value;
      const start = performance.now();
      const { panel, report } = await importSales(data, { threads });
      const seconds = (performance.now() - start) / 1000;
      const { value, note } = lessPanel(panel.units.length * CELL_BYTES);
      const speed = `${(report.rowsRead / seconds / 1e6).toFixed(1)} million rows a second`;
      return { value, note: `${note}, ${Math.round(before / 1e6)} MB before it; ${speed}` };
    }),
};
