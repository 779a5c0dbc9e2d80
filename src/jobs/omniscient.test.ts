import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentProgress } from "../base/progress.js";
import { solvers } from "../solvers/index.js";
import { readConfig } from "../store/config-file.js";
import { runBacktest } from "./backtest.js";
import { loadData } from "./data.js";
import { runTrain } from "./train.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deepstock-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function configured(name: string, lines: readonly string[]): Promise<string> {
  const config = join(folder, `${name}.yaml`);
  const more = ["seed: 5", "policy: { hidden: [8] }", "trainer: { maxSteps: 4, lanes: 16 }"];
  await writeFile(config, [...lines, ...more].join("\n"));
  return config;
}

async function judged(name: string, lines: readonly string[], policies: readonly string[]) {
  const run = join(folder, name);
  await runTrain({ config: await configured(name, lines), out: run }, context);
  return runBacktest({ run, policies }, context);
}

describe("a policy that is told the distributions", () => {
  it("costs what the optimum costs, where demand waits and never changes", async () => {
    const report = await judged(
      "steady",
      [
        "data: { generate: 'poisson:5', series: 200, periods: 400 }",
        "split: { validateFrom: 200, testFrom: 220 }",
        "problem: { type: backlog, leadTime: 2, holdingCost: 1, shortageCost: 9 }",
      ],
      ["true-distribution"],
    );
    const solver = solvers.find(({ problem }) => problem === "backlog");
    const solved = await solver?.solve({ demand: "poisson:5", leadTime: 2 }, {});
    const row = report.policies.find(({ knows }) => knows === "truth");
    expect(row?.cost.low).toBeLessThan(solved?.optimal.cost ?? 0);
    expect(row?.cost.high).toBeGreaterThan(solved?.optimal.cost ?? Infinity);
    expect(report.differences.find(({ against }) => against === row?.name)?.percent).not.toBeNull();
  });

  it("costs less than base-stock levels fitted to a retailer, whose weeks and prices it knows", async () => {
    const report = await judged(
      "retailer",
      [
        "data: { generate: retailer, items: 20, locations: 2, periods: 420 }",
        "split: { validateFrom: 300, testFrom: 340 }",
        "problem:",
        "  { type: backlog, leadTime: 3, holdingCost: holding_cost, shortageCost: shortage_cost,",
        "    price: price }",
      ],
      ["true-distribution", "base-stock"],
    );
    const cost = (name: string) => report.policies.find((row) => row.name === name)?.cost.mean ?? NaN;
    expect(cost("true-distribution")).toBeLessThan(cost("base-stock"));
  });
});

describe("the data of an invented retailer", () => {
  const data = (more: string) => `data: { generate: retailer, items: 8, periods: 200${more} }`;
  const problem = "problem: { type: lost-sales, leadTime: 1, holdingCost: 1, shortageCost: 9 }";
  const panelOf = async (name: string, more: string) => {
    const config = await readConfig(await configured(name, [data(more), problem]));
    return (await loadData(config, undefined, context)).panel;
  };

  it("shows demand, or what was sold of it", async () => {
    const demand = await panelOf("demand", ", substitution: 0");
    const sales = await panelOf("sales", ", substitution: 0, shows: sales");
    expect(demand.units.every((units, cell) => units >= sales.units[cell])).toBe(true);
    expect(sales.inStock).not.toEqual(demand.inStock);
    expect(demand.inStock.every((there, cell) => there === 1 || demand.units[cell] === 0)).toBe(true);
    expect([...(demand.perPeriod?.keys() ?? [])]).toEqual(["price", "promotion", "holiday"]);
  });

  it("is refused where an option makes no sense", async () => {
    const refused = async (more: string) => readConfig(await configured("wrong", [data(more), problem]));
    await expect(refused(", delays: [0.5, 0.1]")).rejects.toThrow("sum to 1");
    await expect(refused(", promotionDepth: 1")).rejects.toThrow("promotionDepth");
    await expect(refused(", elastic: 1")).rejects.toThrow("elastic");
  });
});
