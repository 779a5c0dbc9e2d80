import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { deepstock, describeProgram } from "./deepstock.js";
import { week, weeks } from "./small-retailer.js";
import { trainedRetailer } from "./trained-retailer.js";

const anyNumber: unknown = expect.any(Number);
const anyText: unknown = expect.any(String);
const anyInterval = { mean: anyNumber, low: anyNumber, high: anyNumber };

describeProgram("--json prints one document and nothing else", () => {
  const retailer = trainedRetailer();
  let home = "";
  beforeAll(() => {
    home = retailer.copy("json");
  });

  function printed(line: string): unknown {
    const { exitCode, out, error } = deepstock(home, `${line} --json`);
    expect(exitCode, error).toBe(0);
    return JSON.parse(out);
  }

  test("import", () => {
    expect(printed("import config.yaml --out data")).toMatchObject({
      series: 12,
      periods: weeks,
      rowsRead: 720,
    });
  });

  test("train", () => {
    rmSync(join(home, "run"), { recursive: true });
    const trained = printed("train config.yaml --data data --out run");
    expect(trained).toMatchObject({
      run: "run",
      steps: 60,
      bestStep: anyNumber,
      validationCost: anyNumber,
    });
  });

  test("backtest: the keys that readers of it rely on", () => {
    const found = printed("backtest run --policies base-stock") as {
      policies: { name: string; stockoutRate: number; fillRate: number }[];
    };
    expect(found).toMatchObject({ series: 12, periods: 13 });
    expect(found.policies.map(({ name }) => name).sort()).toEqual(["base-stock", "neural-both"]);
    for (const policy of found.policies) {
      expect(policy).toMatchObject({ cost: anyInterval, turnoverDays: anyNumber, meanOnHand: anyNumber });
      for (const rate of [policy.stockoutRate, policy.fillRate]) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
    }
  });

  test("recommend", () => {
    const line = `recommend run --stock stock.csv --as-of ${week(weeks - 1)} --out orders.csv`;
    expect(printed(line)).toMatchObject({
      out: "orders.csv",
      series: 12,
      orders: anyNumber,
      units: anyNumber,
    });
  });

  test("list", () => {
    const kinds = printed("list") as { kind: string; entries: unknown[] }[];
    expect(kinds.map(({ kind }) => kind)).toContain("problems");
    for (const { entries } of kinds)
      for (const entry of entries) expect(entry).toMatchObject({ name: anyText, summary: anyText });
  });

  test("solve", () => {
    const line = "solve lost-sales --demand poisson:5 --lead-time 1 --holding-cost 1 --shortage-cost 9";
    expect(printed(line)).toMatchObject({ optimal: { cost: anyNumber } });
  });

  test("what is refused is a document too, and its exit code is 2", () => {
    const { exitCode, out, error } = deepstock(home, "backtest nowhere --json");
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { kind: "input", place: "nowhere/config.json" } });
    expect(error).toContain("nowhere/config.json");
  });

  test("--quiet leaves standard error empty", () => {
    expect(deepstock(home, "import config.yaml --out data --quiet").error).toBe("");
  });
});
