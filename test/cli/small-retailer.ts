import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { formatDate, parseDate } from "../../src/base/dates.js";
import { randomStream } from "../../src/base/random.js";

/** A folder for the tests of a file, gone when they end. */
export function folderForTests(): string {
  const folder = mkdtempSync(join(tmpdir(), "deepstock-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The first week, and how many there are. */
export const firstWeek = "2023-01-02";
export const weeks = 60;
/** The Monday of the last week, 2024-02-19. */
export const lastWeek = week(weeks - 1);

/** The Monday of a week, counted from the first one. */
export function week(number: number): string {
  const first = parseDate(firstWeek);
  if (first === undefined) throw new Error(`${firstWeek} is a date`);
  return formatDate(first + 7 * number);
}

const items = ["A", "B", "C", "D", "E", "F"];
const locations = ["north", "south"];

/** Rows "item,location,date,units" without the line of names; weeks `from` up to, not including, `to`. */
export function salesRows(from = 0, to = weeks): string[] {
  const rows: string[] = [];
  for (const item of items)
    for (const location of locations) {
      const stream = randomStream(5).child(`${item} ${location}`);
      const mean = 2 + 6 * stream.uniform();
      for (let number = 0; number < to; number++) {
        const units = Math.floor(-mean * Math.log(1 - stream.uniform()));
        if (number >= from) rows.push(`${item},${location},${week(number)},${units}`);
      }
    }
  return rows;
}

export const salesHeader = "item,location,date,units";

/** A configuration that trains within a second; parts may be replaced by other lines. */
export function configText(parts: Partial<typeof config> = {}): string {
  return `${Object.values({ ...config, ...parts }).join("\n")}\n`;
}

const config = {
  data: `data:
  sales: sales.csv
  columns: { item: item, location: location, date: date, units: units }
  frequency: week`,
  split: "split: { validateFrom: 2023-08-28, testFrom: 2023-11-27 }",
  problem: "problem: { type: lost-sales, leadTime: 2, holdingCost: 1, shortageCost: 9 }",
  policy: "policy: { head: both, hidden: [8] }",
  trainer: "trainer: { type: differentiable-simulation, maxSteps: 60, validateEvery: 10 }",
  seed: "seed: 3",
};

/** Writes sales.csv, config.yaml, stock.csv and on-order.csv. */
export function writeRetailer(folder: string, sales: readonly string[] = salesRows()): void {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("sales.csv", `${[salesHeader, ...sales].join("\n")}\n`);
  write("config.yaml", configText());
  const series = items.flatMap((item) => locations.map((location) => `${item},${location}`));
  const stock = series.map((key, i) => `${key},${(5 * i) % 13}`);
  write("stock.csv", `${["item,location,on_hand", ...stock].join("\n")}\n`);
  const onOrder = series.slice(0, 8).map((key, i) => `${key},${1 + (i % 4)},${week(weeks + (i % 3))}`);
  write("on-order.csv", `${["item,location,quantity,due", ...onOrder].join("\n")}\n`);
}
