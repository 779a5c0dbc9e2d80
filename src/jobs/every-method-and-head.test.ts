import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentProgress } from "../base/progress.js";
import { heads } from "../policies/neural/heads/index.js";
import { trainers } from "../training/index.js";
import { runBacktest } from "./backtest.js";
import { runRecommend } from "./recommend.js";
import { runTrain } from "./train.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const pairs = trainers.flatMap((trainer) => heads.map((head) => [trainer, head] as const));
let folder = "";
const file = (path: string) => join(folder, path);

/** A few steps on a few items: what is promised of every policy does not depend on how well it learned. */
async function trainedBy(type: string, head: string, weights: string): Promise<string> {
  const run = file(`${type} ${head} ${weights.replace(/\W/g, "")}`);
  const size = type.startsWith("diff") ? "lanes: 4" : "lanes: 4, periods: 12, batch: 8";
  const lines = [
    "data: { generate: 'poisson:5', series: 4, periods: 60 }",
    "problem: { type: lost-sales, leadTime: 1, holdingCost: 1, shortageCost: 9 }",
    `policy: { head: ${head}, hidden: [4], features: default, scale: series }`,
    `trainer: { type: ${type}, maxSteps: 4, validateEvery: 2, ${size} }`,
    `objective: { ${weights} }`,
  ];
  await writeFile(`${run}.yaml`, lines.join("\n"));
  await runTrain({ config: `${run}.yaml`, out: run }, context);
  return run;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deepstock-test-"));
  await writeFile(file("stock.csv"), "item,on_hand\nseries-1,2\nseries-2,300\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(pairs)("$name", (trainer, head) => {
  it(`${head.name}: is kept, read again, recommends and says why`, async () => {
    const run = await trainedBy(trainer.name, head.name, "stockouts: 0.5, turnover: 0.5");
    const lines: string[] = [];
    for (const name of ["once.csv", "again.csv"]) {
      const out = file(name);
      await runRecommend({ run, stock: file("stock.csv"), asOf: "2020-02-29", out }, context);
      lines.push(await readFile(out, "utf8"));
    }
    expect(lines[1]).toBe(lines[0]);
    const [, low, high] = lines[0].split("\n");
    for (const line of [low, high]) expect(line).toMatch(/^series-[12],.*,\d+,.*[A-Z][a-z]+ .*\./);
  }, 60_000);
});

it("backtest tells the objective of every policy, and that it was learned by", async () => {
  const run = await trainedBy(trainers[0].name, heads[0].name, "stockouts: 2, turnover: 1");
  const report = await runBacktest({ run, policies: ["safety-stock"] }, context);
  expect(report.policies.map(({ objective }) => objective?.summary)).toEqual(
    report.policies.map(() => "2 stockouts + 1 turnover"),
  );
  for (const { objective, stockoutRate } of report.policies)
    expect(objective?.value).toBeGreaterThanOrEqual(2 * stockoutRate!);
  expect(report.notes.join(" ")).toContain("2 stockouts + 1 turnover");
}, 60_000);
