import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Cancelled, InputError } from "../../base/errors.js";
import { silentProgress } from "../../base/progress.js";
import { referenceExecutor } from "../../engine/index.js";
import type { MeasuredTask } from "../../simulation/measured-task.js";
import { type BenchPlan, runBench } from "../bench.js";
import { learnerOf } from "../studies/deepstock-synthetic/configuration.js";
import { settingOf } from "../studies/deepstock-synthetic/settings.js";
import { inputsOf } from "./inputs.js";
import { comparisons } from "./comparisons.js";
import { learnings } from "./learning.js";
import { limits } from "./limits/index.js";
import { ownEngine } from "./own-engine.js";
import { type Peer, peers } from "./peers.js";
import { workloads } from "./workload.js";

const folder = mkdtempSync(join(tmpdir(), "deepstock-bench-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Decisions of a trajectory in study deepstock-synthetic. */
const REVIEWS = 14;
const tiny: MeasuredTask = { kind: "train", lanes: 5, periods: 6, widths: [6, 4, 1] };
const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

/** A peer whose answers are given, in the words of the protocol. */
function peer(engine: string, body: string): Peer {
  const path = join(folder, `${engine}.mjs`);
  writeFileSync(path, `import { createInterface } from "node:readline";\n${body}`);
  return { engine, commands: [[process.execPath, path]], threads: () => [1] };
}

const says = (message: string) => `process.stdout.write(JSON.stringify(${message}) + "\\n");`;
const answering = (answer: string) => `
  ${says(`{ ready: "fake" }`)}
  for await (const line of createInterface({ input: process.stdin }))
    ${says(answer)}`;

async function own(task: MeasuredTask) {
  const options = { workload: "tiny", task, inputs: inputsOf(task), threads: 1 };
  return ownEngine({ ...options, executor: referenceExecutor }).run(1);
}

function plan(peers: readonly Peer[], more: Partial<BenchPlan> = {}): BenchPlan {
  const engines = peers.map(({ engine }) => engine);
  const workload = { name: "tiny", summary: "A tiny one.", task: tiny, peers: engines };
  const careless = { rounds: 3, turnSeconds: 1e-4, restMs: 0 };
  return { workloads: [workload], learnings: [], limits: [], peers, ...careless, ...more };
}

describe("a benchmark", () => {
  test("reports the median speed of every engine that finds our numbers", async () => {
    const { loss, probe } = await own(tiny);
    const seconds = "Number(line) * 0.01";
    const answer = `{ seconds: ${seconds}, loss: ${loss}, probe: ${probe * 1.0005} }`;
    const right = peer("right", answering(answer));
    const { results, skipped } = await runBench({}, context, plan([right]));
    expect(skipped).toEqual([]);
    expect(results.map(({ engine, valid }) => [engine, valid])).toEqual([
      ["deepstock-wasm", true],
      ["right", true],
    ]);
    expect(results[1].value).toBeCloseTo((5 * 6) / 0.01, 6);
    expect(results[1].rounds).toBe(3);
    expect(results[1].gigaflops).toBeCloseTo((3000 * 6 * (6 * 4 + 4)) / 1e9, 12);
    expect(results[0].low).toBeLessThanOrEqual(results[0].value);
    expect(results[0].high).toBeGreaterThanOrEqual(results[0].value);
  });

  test("marks an engine as invalid whose cost or gradient is another", async () => {
    const { loss, probe } = await own(tiny);
    const cost = peer("cost", answering(`{ seconds: 0.01, loss: ${loss * 1.002}, probe: ${probe} }`));
    const slope = peer("slope", answering(`{ seconds: 0.01, loss: ${loss}, probe: ${-probe} }`));
    const { results } = await runBench({}, context, plan([cost, slope]));
    expect(results.map(({ valid }) => valid)).toEqual([true, false, false]);
    expect(results[1].note).toContain("invalid");
  });

  test("goes on without engines that are absent, that break down or that talk nonsense", async () => {
    const absent = peer("absent", says(`{ absent: "install it" }`));
    const broken = peer("broken", `throw new Error("out of luck");`);
    const nonsense = peer("nonsense", answering(`{ seconds: 0.01, loss: null }`));
    const nowhere = { ...absent, engine: "nowhere", commands: [["no-such-program", absent.commands[0][1]]] };
    const missing = { ...absent, engine: "missing", commands: [["node", join(folder, "gone.py")]] };
    const peers = [absent, broken, nonsense, nowhere, missing];
    const { results, skipped } = await runBench({}, context, plan(peers));
    expect(results.map(({ engine }) => engine)).toEqual(["deepstock-wasm"]);
    const reasons = Object.fromEntries(skipped.map(({ engine, reason }) => [engine, reason]));
    expect(reasons.absent).toBe("install it");
    expect(reasons.broken).toContain("out of luck");
    expect(reasons.nonsense).toContain(`did not say "loss"`);
    expect(reasons.nowhere).toContain("ENOENT");
    expect(reasons.missing).toContain("repository");
  });

  test("takes the first way to start a peer that works", async () => {
    const { loss, probe } = await own(tiny);
    const works = peer("works", answering(`{ seconds: 0.01, loss: ${loss}, probe: ${probe} }`));
    const commands = [["no-such-program", works.commands[0][1]], ...works.commands];
    const { results } = await runBench({}, context, plan([{ ...works, commands }]));
    expect(results.map(({ engine }) => engine)).toEqual(["deepstock-wasm", "works"]);
  });

  test("measures a workload beside the one that it is compared with, and each once", async () => {
    const [tinyOne] = plan([]).workloads;
    const task: MeasuredTask = { kind: "products", lanes: 5, periods: 3, widths: [4, 4, 4] };
    const both = [{ ...tinyOne, beside: "limit" }, { ...tinyOne, name: "limit", task }];
    const names = async (name?: string) => {
      const { results } = await runBench({ name }, context, plan([], { workloads: both }));
      return results.map((result) => result.name);
    };
    expect(await names()).toEqual(["tiny", "limit"]);
    expect(await names("tiny")).toEqual(["tiny", "limit"]);
    expect(await names("limit")).toEqual(["limit"]);
  });

  test("refuses a name that there is not, with the nearest one", async () => {
    const asked = runBench({ name: "tinny" }, context, plan([]));
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow("Did you mean tiny?");
  });

  test("stops when asked to", async () => {
    const stopped = { ...context, signal: AbortSignal.abort() };
    await expect(runBench({}, stopped, plan([]))).rejects.toThrow(Cancelled);
  });
});

describe("the peers", () => {
  const kinds = ["train", "simulate"] as const;
  test.each(kinds)("that are installed find our numbers when they %s", async (kind) => {
    const engines = peers.map(({ engine }) => engine);
    const task: MeasuredTask = { kind, lanes: 70, periods: 6, widths: [7, 8, 8, 1] };
    const workload = { name: "small", summary: "A small one.", task, peers: engines };
    const small = plan(peers, { workloads: [workload], rounds: 1 });
    const { results, skipped } = await runBench({}, context, small);
    expect(results.filter(({ valid }) => !valid)).toEqual([]);
    const measured = results.map(({ engine }) => engine);
    expect(measured).toEqual(expect.arrayContaining(["deepstock-wasm", "jax-js", "tfjs-wasm"]));
    expect([...measured, ...skipped.map(({ engine }) => engine)]).toContain("pytorch");
  });
});

describe("the history", () => {
  test("grows by a report a run, and a file that is none stays as it is", async () => {
    const history = join(folder, "history.json");
    for (const runs of [1, 2]) {
      await runBench({ history }, context, plan([]));
      const reports = JSON.parse(readFileSync(history, "utf8")) as { machine: { node: string } }[];
      expect(reports).toHaveLength(runs);
      expect(reports[runs - 1].machine.node).toBe(process.version);
    }
    for (const text of [`{"a":1}`, "not JSON"]) {
      writeFileSync(history, text);
      await expect(runBench({ history }, context, plan([]))).rejects.toThrow(InputError);
      expect(readFileSync(history, "utf8")).toBe(text);
    }
  });
});

describe("the limits", () => {
  test.each(limits)("$name is measured, here in a small version", async (limit) => {
    const { value, note } = await limit.measure({ threads: 1, scale: 0.001 });
    expect(Number.isFinite(value)).toBe(true);
    expect(note).not.toBe("");
  });
});

describe("the trainings", () => {
  test.each(learnings)("$name is measured, with the same numbers on any threads", async (learning) => {
    const { perStep, name, unit, published } = learning;
    const { trainer } = learnerOf(learning.configuration, settingOf({ setting: 1 }));
    const { periods, ...schedule } = trainer.schedule as { periods?: number; lanes?: number };
    expect(periods).toBeGreaterThan(0);
    expect(perStep).toBe(schedule.lanes! * REVIEWS);
    const two = { ...context, threads: 2 };
    const small = plan([], { workloads: [], learnings: [learning], rounds: 1 });
    const { results, comparisons: ratios } = await runBench({ name }, two, small);
    expect(results.map(({ threads, valid }) => [threads, valid])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(results.map((result) => result.unit)).toEqual([unit, unit]);
    const { perSecond, threads: count } = published;
    const mine = results.filter(({ threads }) => threads === count);
    expect(ratios.map(({ ratio }) => ratio)).toEqual(mine.map(({ value }) => value / perSecond));
  });

  test("are held against what is wanted of two threads", () => {
    const [{ name, published }] = learnings;
    const value = 2.4 * published.perSecond;
    const result = { name, engine: "deepstock-wasm", value, unit: "decisions/s", valid: true } as const;
    const found = comparisons([1, 2].map((threads) => ({ ...result, threads })));
    expect(found.map(({ atLeast, reached }) => [atLeast, reached])).toEqual([
      [2.5, false],
    ]);
    expect(found[0].over).toContain("stable-baselines3");
  });
});

describe("the workloads", () => {
  test("have the names of the contract", () => {
    const training = ["train-1024x50", "train-64x50", "train-8192x50-hdpo"];
    const names = [...training, "simulate-1000000x1", "matmul-limit"];
    expect(workloads.map(({ name }) => name)).toEqual(names);
  });

  test.each(workloads)("$name, made small, is the same on the slow executor", async ({ task: whole }) => {
    const task = { ...whole, lanes: 33, periods: Math.min(whole.periods, 6) };
    const { createExecutor } = await import("../executor.js");
    const options = { workload: "small", task, inputs: inputsOf(task), threads: 1 };
    const fast = await ownEngine({ ...options, executor: createExecutor(1) }).run(2);
    const slow = await ownEngine({ ...options, executor: referenceExecutor }).run(1);
    expect(fast.loss).toBeCloseTo(slow.loss, 1);
    expect(fast.probe / slow.probe).toBeCloseTo(1, 4);
    expect(slow.probe).toBeGreaterThan(0);
  });

  test("draw the same inputs every time, and demand of whole units", () => {
    const [first, second] = [inputsOf(tiny), inputsOf(tiny)];
    expect(first.numbers).toEqual(second.numbers);
    expect(first.demand).toHaveLength(6);
    expect(first.demand.flatMap((row) => [...row]).every((units) => Number.isInteger(units))).toBe(true);
    const rows = 5 + 2 + 6;
    expect(first.numbers).toHaveLength(6 * 4 + 4 + 4 + 1 + rows * 5);
  });
});
