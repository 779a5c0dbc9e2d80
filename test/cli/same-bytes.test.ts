import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deepstock, describeProgram } from "./deepstock.js";
import { contentOf } from "./folder-content.js";
import { folderForTests, writeRetailer } from "./small-retailer.js";

const folder = folderForTests();

/** Goes from sales to orders in a folder of this name and gives the bytes of everything. */
function wholeWay(name: string, options: string): Readonly<Record<string, string>> {
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  writeRetailer(home);
  const lines = [
    "import config.yaml --out data",
    "train config.yaml --data data --out run",
    "backtest run --policies base-stock,hindsight",
    "recommend run --stock stock.csv --on-order on-order.csv --as-of 2024-02-19 --out orders.csv",
  ];
  for (const line of lines) {
    const { exitCode, error } = deepstock(home, `${line} ${options}`);
    expect(exitCode, error).toBe(0);
  }
  const content = contentOf(home);
  rmSync(home, { recursive: true });
  return content;
}

describeProgram("the same configuration, data and seed", () => {
  test("give the same bytes again, in another folder and on another number of threads", () => {
    const first = wholeWay("first", "--threads 1");
    expect(Object.keys(first)).toContain("run/policy.safetensors");
    expect(wholeWay("deeper/second", "--threads 2")).toEqual(first);
  });

  test("with another seed give another policy from the same panel", () => {
    const [one, other] = [wholeWay("first", "--seed 1"), wholeWay("first", "--seed 2")];
    expect(other["run/policy.safetensors"]).not.toBe(one["run/policy.safetensors"]);
    expect(other["data/units.f32"]).toBe(one["data/units.f32"]);
  });
});
