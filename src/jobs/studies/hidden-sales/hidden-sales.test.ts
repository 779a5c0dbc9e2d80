import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/store/temporary.js";
import { silentProgress } from "../../../base/progress.js";
import { randomStream } from "../../../base/random.js";
import { parseDistribution } from "../../../demand/distributions.js";
import { generatePanel } from "../../../demand/stationary.js";
import { partsOf } from "../parts.js";
import { hiddenSales } from "./hidden-sales.js";
import { hideSales } from "./hide-sales.js";

async function studied(config: string) {
  const signal = new AbortController().signal;
  const files = { config, instances: "", trajectories: "" };
  const context = { progress: silentProgress, signal, threads: 1 };
  const { rows } = await hiddenSales.run({ quick: false, files, ...partsOf(undefined, signal, "") }, context);
  return (hidden: string, treatment: string) => {
    const row = rows.find(({ keys }) => keys.hidden === hidden && keys.treatment === treatment);
    if (row?.high === undefined || row.low === undefined) throw new Error(`no ${hidden} ${treatment}`);
    return { ...row, high: row.high, low: row.low };
  };
}

describe("sales that are hidden", () => {
  const distribution = parseDistribution("poisson:4");
  const panel = generatePanel({ distribution, series: 40, periods: 100, stream: randomStream(2) });

  it("are a fifth of those in stock, hidden in part or in whole, and only they change", () => {
    for (const how of ["all", "part"] as const) {
      const { seen, cells } = hideSales(panel, how, randomStream(3));
      const chosen = new Set(cells);
      expect(cells.length / panel.units.length).toBeCloseTo(0.2, 1);
      panel.units.forEach((units, cell) => {
        expect(seen.inStock[cell]).toBe(chosen.has(cell) ? 0 : 1);
        if (!chosen.has(cell)) expect(seen.units[cell]).toBe(units);
        else if (how === "all") expect(seen.units[cell]).toBe(0);
        else expect(seen.units[cell]).toBeLessThan(units);
      });
    }
  });

  it("of demand whose level drifts are recovered better than by any mean of the history", async () => {
    const folder = await temporaryFolder();
    const stream = randomStream(4);
    const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    const level = (i: number) => 20 + 15 * Math.sin(i / 20);
    const rows = Array.from({ length: 30 }, (_, item) =>
      Array.from({ length: 200 }, (_, i) => `${item},${day(i)},${Math.round(level(i) + stream.below(5))}`),
    );
    await writeFile(join(folder, "sales.csv"), `item,date,units\n${rows.flat().join("\n")}\n`);
    const config = join(folder, "config.yaml");
    const columns = "{ item: item, date: date, units: units }";
    const data = `{ sales: sales.csv, columns: ${columns}, frequency: day }`;
    await writeFile(config, `data: ${data}\nproblem: { type: lost-sales }\n`);
    const found = await studied(config);
    for (const hidden of ["all", "part"]) {
      expect(found(hidden, "estimated").high).toBeLessThan(found(hidden, "periods dropped").low);
      expect(found(hidden, "estimated").high).toBeLessThan(found(hidden, "sales taken for demand").low);
    }
    expect(found("all", "sales taken for demand").value).toBe(1);
  });

  const folder = "../shared/data/freshretailnet50k";
  it.skipIf(!existsSync(folder))(
    "FreshRetailNet: estimates err less than zeros or dropped days (skipped without ../shared/data)",
    async () => {
      const found = await studied("examples/fresh-retail-stock-outs.yaml");
      for (const hidden of ["all", "part"]) {
        expect(found(hidden, "estimated").high).toBeLessThan(found(hidden, "periods dropped").low);
        expect(found(hidden, "estimated").high).toBeLessThan(found(hidden, "sales taken for demand").low);
      }
      expect(found("all", "estimated").value).toBeLessThan(0.35);
    },
  );
});
