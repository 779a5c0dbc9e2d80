import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madePanel } from "../../test/contracts/made-world.js";
import { formatDate, parseDate } from "../base/dates.js";
import { silentProgress } from "../base/progress.js";
import { randomStream } from "../base/random.js";
import { type Feature, categoryFeature } from "../demand/features/index.js";
import type { Panel } from "../demand/panel.js";
import { baseHead, heads } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { lostSales } from "../problems/index.js";
import { differentiableSimulation, trainers } from "../training/index.js";
import { assemble } from "./assembly.js";
import { createExecutor } from "./executor.js";
import { learn } from "./learn.js";
import { runRecommend } from "./recommend.js";
import { runTrain } from "./train.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const day = (number: number) => formatDate((parseDate("2024-01-01") as number) + number);
let folder = "";
const file = (name: string) => join(folder, name);

/** Rows of days `from` up to, not including, `to`. */
function rows(stores: readonly string[], from: number, to: number): string[] {
  const items = ["a", "b", "c", "d"].flatMap((item) => stores.map((store) => [item, store]));
  return items.flatMap(([item, store]) =>
    Array.from({ length: to - from }, (_, t) => `${item},${store},${day(from + t)},${(from + 3 * t) % 7}`),
  );
}

const table = (lines: readonly string[]) => `${["item,location,date,units", ...lines].join("\n")}\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deepstock-test-"));
  await writeFile(file("sales.csv"), table(rows(["north", "south", "west"], 0, 70)));
  await writeFile(file("newer.csv"), table(rows(["north", "south", "west", "east"], 70, 73)));
  await writeFile(file("items.csv"), "item,family,class\na,food,12\nb,food,12\nc,toys,7\nd,,7\n");
  await writeFile(file("stock.csv"), "item,location,on_hand\na,north,2\nd,west,1\na,east,0\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function trained(type: string, head: string): Promise<string> {
  const run = file(`${type} ${head}`);
  const size = type.startsWith("diff") ? "lanes: 4" : "lanes: 4, periods: 12, batch: 8";
  const lines = [
    "data: { sales: sales.csv, columns: { item: item, location: location, date: date, units: units },",
    "  frequency: day, attributes: items.csv }",
    `split: { validateFrom: ${day(40)}, testFrom: ${day(60)} }`,
    "problem: { type: lost-sales, leadTime: 1, holdingCost: 1, shortageCost: 9 }",
    `policy: { head: ${head}, hidden: [4], features: [default, embed: family, embed: class,`,
    "  { embed: location, dimensions: 3 }] }",
    `trainer: { type: ${type}, maxSteps: 4, validateEvery: 2, ${size} }`,
  ];
  await writeFile(`${run}.yaml`, lines.join("\n"));
  await runTrain({ config: `${run}.yaml`, out: run }, context);
  return run;
}

const pairs = [
  ...trainers.map(({ name }) => [name, heads[0].name]),
  ...heads.slice(1).map(({ name }) => [trainers[0].name, name]),
];

describe.each(pairs)("a policy that learns numbers of categories by %s, with the head %s", (type, head) => {
  it("is kept with their names, and orders for a store that it has never seen", async () => {
    const run = await trained(type, head);
    const text = (await readFile(join(run, "policy.safetensors"))).toString("latin1");
    expect(text).toMatch(/"family\.embedding":\{[^}]*"shape":\[3,2\]/);
    expect(text).toMatch(/"location\.embedding":\{[^}]*"shape":\[4,3\]/);
    for (const name of ["food", "toys", "12", "north"]) expect(text).toContain(`\\"${name}\\"`);
    const orders: string[] = [];
    for (const name of ["once.csv", "again.csv"]) {
      const job = { run, stock: file("stock.csv"), sales: file("newer.csv"), asOf: day(72), out: file(name) };
      await runRecommend(job, context);
      orders.push(await readFile(file(name), "utf8"));
    }
    expect(orders[1]).toBe(orders[0]);
    expect(orders[0].match(/^[ad],(north|west|east),.*,\d+,/gm)).toHaveLength(3);
  }, 60_000);
});

describe("where only the category tells how much is sold", () => {
  const [SERIES, PERIODS, LEVELS] = [60, 120, [1, 4, 9, 16, 25, 36]];
  const level = (series: number) => LEVELS[series % LEVELS.length];
  const plain = madePanel({
    demand: Array.from({ length: SERIES }, (_, series) => {
      const stream = randomStream(7).child(`series ${series}`);
      return Array.from({ length: PERIODS }, () => Math.round(level(series) * (0.5 + stream.uniform())));
    }),
  });
  const values = Array.from({ length: SERIES }, (_, series) => `family ${level(series)}`);
  const panel: Panel = { ...plain, attributes: new Map([["family", { kind: "text", values }]]) };

  async function cost(features: readonly Feature[]): Promise<number> {
    const made = assemble({
      panel,
      problem: lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 }),
      policy: neuralPolicy({ hidden: [16], head: baseHead() }),
      features,
      scale: 12,
      ranges: {
        train: { from: 0, to: 80 },
        validation: { from: 80, to: PERIODS },
        test: { from: 80, to: PERIODS },
      },
      executor: createExecutor(1),
      stream: randomStream(1),
    });
    const trainer = differentiableSimulation({ lanes: 60, maxSteps: 300, learningRate: 1e-2 });
    return (await learn(made, trainer)).validationCost;
  }

  it("two numbers of each of six learned categories save more than half of the cost", async () => {
    const family = categoryFeature(panel, "family", { trainingPeriods: 80, dimensions: 2 })!;
    expect(await cost([family])).toBeLessThan(0.5 * (await cost([])));
  }, 60_000);
});
