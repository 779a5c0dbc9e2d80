import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { parseCsv } from "../../src/store/csv-records.js";
import { deepstock, describeProgram } from "./deepstock.js";
import { ordersOf } from "./orders-of.js";
import { folderForTests } from "./small-retailer.js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const data = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const hasData = existsSync(data);
const where = hasData ? "" : " (skipped: the data folder is not there)";

interface Example {
  data: { sales?: string; folder?: string };
  problem: { leadTime: number };
  trainer: Record<string, unknown>;
}

const folder = folderForTests();

/** A copy of an example that trains only a few steps, and reads its data from where it is. */
function shortened(name: string): { readonly home: string; readonly example: Example } {
  const home = join(folder, basename(name, ".yaml"));
  mkdirSync(home);
  const example = parse(readFileSync(join(examples, name), "utf8")) as Example;
  for (const key of ["sales", "folder"] as const) {
    const written = example.data[key];
    if (written !== undefined) example.data[key] = join(examples, written);
  }
  example.trainer = { ...example.trainer, maxSteps: 2, validateEvery: 2 };
  writeFileSync(join(home, "config.yaml"), stringify(example));
  return { home, example };
}

function succeed(home: string, line: string): unknown {
  const { exitCode, out, error } = deepstock(home, `${line} --json`);
  expect(exitCode, error).toBe(0);
  return JSON.parse(out);
}

describeProgram("the examples", () => {
  const names = readdirSync(examples).filter((name) => name.endsWith(".yaml"));

  test("say in a comment what they are", () => {
    for (const name of names)
      expect(readFileSync(join(examples, name), "utf8"), name).toMatch(/^# [A-Z].*\n/);
  });

  describe.skipIf(!hasData)(`on their data${where}`, () => {
    test.each(names.filter((name) => name !== "vn2.yaml"))("%s trains", (name) => {
      const { home, example } = shortened(name);
      const from = "generate" in example.data ? "" : "--data data";
      if (from !== "") succeed(home, "import config.yaml --out data");
      const trained = succeed(home, `train config.yaml ${from} --out run`);
      expect(trained).toMatchObject({ steps: 2 });
    });

    test("vn2.yaml goes the whole way, from sales to orders from the published stock", () => {
      const { home } = shortened("vn2.yaml");
      expect(succeed(home, "import config.yaml --out data")).toMatchObject({ series: 599, periods: 157 });
      succeed(home, "train config.yaml --data data --out run");
      const report = succeed(home, "backtest run --policies base-stock --to 2024-04-01");
      expect(report).toMatchObject({ series: 599, periods: 8 });
      expect(readFileSync(join(home, "run/report.html"), "utf8")).toContain("base-stock");
      const inTransit = writeStock(home);
      const line =
        "recommend run --stock stock.csv --on-order on-order.csv --as-of 2024-04-08 --out orders.csv";
      expect(succeed(home, line)).toMatchObject({ series: 599, notes: [] });
      const orders = [...ordersOf(join(home, "orders.csv")).values()];
      // Placed at the end of the week of 8 April, it is there at the start of the third week after it.
      expect(new Set(orders.map(({ due }) => due))).toEqual(new Set(["2024-04-29"]));
      const onOrder = orders.reduce((sum, line_) => sum + Number(line_.on_order), 0);
      expect(onOrder).toBe(inTransit);
      for (const { order, position, target } of orders)
        expect(Math.abs(Number(order) - Math.max(0, Number(target) - Number(position)))).toBeLessThan(0.501);
    });
  });
});

/** STOCK.csv and ONORDER.csv from the competition's initial state; returns the units under way. */
function writeStock(home: string): number {
  const state = join(data, "vn2_inventory_planning/initial_state_2024-04-08.csv");
  const [names, ...rows] = parseCsv(readFileSync(state, "utf8"), ",").map(({ fields }) => fields);
  const stock = ["item,location,on_hand"];
  const onOrder = ["item,location,quantity,due"];
  let units = 0;
  for (const row of rows) {
    const cell = (name: string) => row[names.indexOf(name)];
    const series = `${cell("product")},${cell("store")}`;
    stock.push(`${series},${cell("end_inventory")}`);
    onOrder.push(
      `${series},${cell("in_transit_w1")},2024-04-15`,
      `${series},${cell("in_transit_w2")},2024-04-22`,
    );
    units += Number(cell("in_transit_w1")) + Number(cell("in_transit_w2"));
  }
  writeFileSync(join(home, "stock.csv"), `${stock.join("\n")}\n`);
  writeFileSync(join(home, "on-order.csv"), `${onOrder.join("\n")}\n`);
  return units;
}
