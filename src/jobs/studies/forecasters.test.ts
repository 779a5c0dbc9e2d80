import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/store/temporary.js";
import { silentProgress } from "../../base/progress.js";
import { randomStream } from "../../base/random.js";
import { forecasters } from "./forecasters.js";
import { partsOf } from "./parts.js";

it("tells the forecaster that knows the week from those that do not", async () => {
  const stream = randomStream(4);
  const day = (t: number) => new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
  const units = (t: number) => (t % 7 === 5 ? 30 : 4) + stream.below(3);
  const rows = Array.from({ length: 12 }, (_, item) =>
    Array.from({ length: 280 }, (_, t) => `${item},${day(t)},${units(t)}`),
  );
  const folder = await temporaryFolder();
  await writeFile(join(folder, "sales.csv"), `item,date,units\n${rows.flat().join("\n")}\n`);
  const config = join(folder, "config.yaml");
  const data = "{ sales: sales.csv, columns: { item: item, date: date, units: units }, frequency: day }";
  const problem = "{ type: lost-sales, leadTime: 0, holdingCost: 1, shortageCost: 9 }";
  await writeFile(config, `data: ${data}\nproblem: ${problem}\n`);
  const signal = new AbortController().signal;
  const files = { config, instances: "", trajectories: "" };
  const context = { progress: silentProgress, signal, threads: 1 };
  const { rows: found } = await forecasters.run(
    { quick: true, files, ...partsOf(undefined, signal, "") },
    context,
  );
  const of = (name: string, measure: string) => {
    const row = found.find(({ keys }) => keys.forecaster === name && keys.measure === measure);
    if (row === undefined) throw new Error(`no ${measure} of ${name}`);
    return row;
  };
  for (const measure of ["pinball at 0.5", "pinball at 0.9", "cost"])
    for (const other of ["empirical", "smoothing-0.1", "croston-0.1"])
      expect(of("seasonal-naive-7", measure).high).toBeLessThan(of(other, measure).low!);
  // Errors are differences of two draws of 0, 1, 2: two in three are at most 0, and eight in nine at most 1.
  const covered = (measure: string) => Number(of("seasonal-naive-7", measure).keys.coveredPercent);
  expect(Math.abs(covered("pinball at 0.5") - 66.7)).toBeLessThan(6);
  expect(covered("pinball at 0.9")).toBeGreaterThan(86);
});
