import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { deepstock, describeProgram, startDeepstock } from "./deepstock.js";
import { contentOf } from "./folder-content.js";
import { trainedRetailer } from "./trained-retailer.js";

const search = `tune:
  trials: 6
  atOnce: 2
  finalists: 2
  seeds: 2
  halving: { first: 2, factor: 2 }
  space:
    trainer.learningRate: { from: 0.0001, to: 0.1, scale: log }
    policy.hidden: { oneOf: [[4], [8, 8]] }
`;

const space = (range: string) => `tune: { space: { ${range} } }\n`;

interface Tuned {
  readonly tried: readonly { readonly givenUp: boolean; readonly curve: readonly number[] }[];
  readonly finalists: readonly { readonly meanCost: number; readonly costs: readonly number[] }[];
  readonly best: { readonly medianSeed: number; readonly costs: readonly number[]; readonly config: string };
}

describeProgram("deepstock tune", () => {
  const retailer = trainedRetailer();
  const tuning = (name: string, text = search) => {
    const home = retailer.copy(name);
    const config = join(home, "config.yaml");
    const quick = readFileSync(config, "utf8").replace("maxSteps: 60", "lanes: 16, maxSteps: 60");
    writeFileSync(config, `${quick}${text}`);
    return home;
  };

  test("chooses by validation, gives up what falls behind, and its best.yaml trains what was chosen", () => {
    const home = tuning("tuned");
    const { out, error } = deepstock(home, "tune config.yaml --out search --json");
    const { tried, finalists, best }: Tuned = JSON.parse(out || error);
    expect(tried).toHaveLength(6);
    expect(tried.some(({ givenUp }) => givenUp)).toBe(true);
    expect(tried.every(({ givenUp, curve }) => curve.length === 6 || givenUp)).toBe(true);
    expect(finalists[0].meanCost).toBeLessThanOrEqual(finalists[finalists.length - 1].meanCost);
    const { out: trained } = deepstock(home, `train ${best.config} --out best --json`);
    const { validationCost } = JSON.parse(trained) as { validationCost: number };
    expect(validationCost).toBe(best.costs[best.medianSeed - 3]);
    expect(deepstock(home, "backtest best --policies base-stock").exitCode).toBe(0);
  });

  test("killed, it goes on and ends in the same bytes", async () => {
    const home = tuning("killed");
    const { child, ended } = startDeepstock(home, "tune config.yaml --out search");
    while (!existsSync(join(home, "search/trials.jsonl"))) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(join(home, "search/best.yaml"))).toBe(false);
    const { exitCode, error } = deepstock(home, "tune config.yaml --out search --resume");
    expect(exitCode, error).toBe(0);
    expect(deepstock(home, "tune config.yaml --out unstopped --threads 2").exitCode).toBe(0);
    expect(contentOf(join(home, "search"))).toEqual(contentOf(join(home, "unstopped")));
  });

  test.each([
    ["ppo", "lanes: 4, periods: 16, epochs: 1, batch: 32, maxSteps: 4, validateEvery: 1"],
    ["ddpg", "lanes: 2, periods: 16, updates: 2, batch: 16, maxSteps: 4, validateEvery: 1"],
  ])("with the trainer %s, threads change nothing", (type, options) => {
    const home = tuning(type, search.replace("trials: 6", "trials: 4").replace("[4], [8, 8]", "[4], [6]"));
    const config = join(home, "config.yaml");
    const text = readFileSync(config, "utf8");
    writeFileSync(config, text.replace(/^trainer:.*/m, `trainer: { type: ${type}, ${options} }`));
    for (const threads of [1, 3]) {
      const line = `tune config.yaml --out by-${threads} --threads ${threads}`;
      const { exitCode, error } = deepstock(home, line);
      expect(exitCode, error).toBe(0);
    }
    expect(contentOf(join(home, "by-1"))).toEqual(contentOf(join(home, "by-3")));
  });

  test("killed on several threads, it goes on without repeating what was finished", async () => {
    const home = tuning("side-by-side");
    const { child, ended } = startDeepstock(home, "tune config.yaml --out search --threads 3");
    const kept = join(home, "search/trials.jsonl");
    while (!existsSync(kept)) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    const [head, first] = readFileSync(kept, "utf8").split("\n");
    const { part } = JSON.parse(first) as { part: string };
    const marked = { part, result: { cost: 0.0625, curve: [0.0625], givenUp: false } };
    writeFileSync(kept, `${head}\n${JSON.stringify(marked)}\n`);
    const { out } = deepstock(home, "tune config.yaml --out search --resume --threads 3 --json");
    expect((JSON.parse(out) as Tuned).tried[Number(part.split(" ")[1]) - 1]).toMatchObject(marked.result);
  });

  test("interrupted, it ends its threads and says how to go on", async () => {
    const home = tuning("interrupted", search.replace("trials: 6", "trials: 400"));
    const { child, ended } = startDeepstock(home, "tune config.yaml --out search --threads 2");
    while (!existsSync(join(home, "search/trials.jsonl"))) await sleep(5);
    child.kill("SIGINT");
    const { error } = await ended;
    expect(error).toContain("Go on with: deepstock tune config.yaml --out search --resume");
  });

  test("resumed, it repeats no finished training", () => {
    const home = tuning("resumed");
    expect(deepstock(home, "tune config.yaml --out search").exitCode).toBe(0);
    const kept = join(home, "search/trials.jsonl");
    const [head, first] = readFileSync(kept, "utf8").split("\n");
    const marked = { part: "trial 1", result: { cost: 0.125, curve: [0.125], givenUp: false } };
    expect(JSON.parse(first)).toMatchObject({ part: "trial 1" });
    writeFileSync(kept, `${head}\n${JSON.stringify(marked)}\n`);
    const { out } = deepstock(home, "tune config.yaml --out search --resume --json");
    expect((JSON.parse(out) as Tuned).tried[0]).toMatchObject(marked.result);
  });

  test.each([
    ["a space without names", "tune: { space: {} }\n", "Name what to search"],
    ["a name of the problem", space("problem.leadTime: { oneOf: [1, 2] }"), "Name a key of policy"],
    ["a misspelt name", space("trainer.learningRat: { from: 1, to: 2 }"), "learningRate"],
    ["an impossible value", space("policy.hidden: { oneOf: [[8], [0]] }"), "cannot be [0]"],
    ["a range upside down", space("trainer.learningRate: { from: 1, to: 0 }"), "above from (1)"],
    ["no tune", "", "Say what to search"],
  ])("refuses %s, and writes nothing", (name, text, wayOut) => {
    const home = tuning(name.replaceAll(" ", "-"), text);
    const { exitCode, error } = deepstock(home, "tune config.yaml --out search");
    expect(error).toContain(wayOut);
    expect(error).toContain("config.yaml");
    expect(exitCode).toBe(2);
    expect(existsSync(join(home, "search"))).toBe(false);
  });

  test("refuses to go on with another search", () => {
    const home = tuning("other", search.replace("trials: 6", "trials: 1"));
    expect(deepstock(home, "tune config.yaml --out search").exitCode).toBe(0);
    expect(deepstock(home, "tune config.yaml --out search").error).toContain("--resume");
    const { exitCode, error } = deepstock(home, "tune config.yaml --out search --resume --seed 9");
    expect([exitCode, error]).toEqual([2, expect.stringContaining("seed")]);
  });
});
