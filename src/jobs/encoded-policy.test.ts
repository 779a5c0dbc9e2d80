import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madePanel } from "../../test/contracts/made-world.js";
import { type Progress, silentProgress } from "../base/progress.js";
import { randomStream } from "../base/random.js";
import { type Backbone, backbones, defaultBackbone } from "../policies/neural/backbones/index.js";
import { baseHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { lostSales } from "../problems/index.js";
import { decide } from "../simulation/decide.js";
import { differentiableSimulation } from "../training/index.js";
import { assemble } from "./assembly.js";
import { createExecutor } from "./executor.js";
import { learn } from "./learn.js";
import { runRecommend } from "./recommend.js";
import { runTrain } from "./train.js";

const encoders = backbones.filter(({ history }) => history !== undefined);
const context = (threads: number) => ({
  progress: silentProgress,
  signal: new AbortController().signal,
  threads,
});

const [SERIES, PERIODS] = [60, 160];

/** A wave of seven periods, begun anywhere: what comes next is known by who has seen the last ones. */
const waves = Array.from({ length: SERIES }, (_, series) => {
  const phase = randomStream(series).below(7);
  return Array.from({ length: PERIODS }, (_unused, t) => [16, 12, 8, 2, 0, 0, 4][(t + phase) % 7]);
});

function made(backbone: Backbone, demand: readonly number[][] = waves) {
  return assemble({
    panel: madePanel({ demand }),
    problem: lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 }),
    policy: neuralPolicy({ hidden: [16], head: baseHead(), backbone }),
    features: "none",
    scale: 6,
    ranges: {
      train: { from: 0, to: 110 },
      validation: { from: 110, to: PERIODS },
      test: { from: 110, to: PERIODS },
    },
    executor: createExecutor(1),
    stream: randomStream(1),
  });
}

async function learned(backbone: Backbone) {
  return learn(made(backbone), differentiableSimulation({ lanes: 64, maxSteps: 300, learningRate: 1e-2 }));
}

describe.each(encoders.map((backbone) => [backbone.name, backbone] as const))("%s", (_, backbone) => {
  it("learns a wave that a network without history cannot know", async () => {
    const [encoded, plain] = [await learned(backbone), await learned(defaultBackbone)];
    expect(encoded.validationCost).toBeLessThan(0.5 * plain.validationCost);
  });

  it("decides by what was sold before, and by nothing later", () => {
    const period = 50;
    const decided = (changedAt: number) => {
      const demand = waves.map((wave) => wave.map((units, t) => (t === changedAt ? units + 30 : units)));
      const { world, setting, bound: policy, executor, stream } = made(backbone, demand);
      const parameters = policy.initial(stream).map((value, i) => value + 0.3 * Math.sin(i));
      const series = Int32Array.from(waves.keys());
      const nothing = new Float32Array(SERIES);
      const stock = { stock: nothing, due: [nothing, nothing] };
      return decide({ world, setting, policy, parameters, executor, series, period, stock }).order;
    };
    const usual = decided(-1);
    for (const later of [period, period + 1, PERIODS - 1]) expect(decided(later)).toEqual(usual);
    for (const earlier of [1, 2, 5]) expect(decided(period - earlier)).not.toEqual(usual);
    expect(decided(period - 33)).toEqual(usual);
  });
});

describe.each(encoders.map(({ name }) => name))("a run with the backbone %s", (name) => {
  let folder = "";
  const file = (path: string) => join(folder, path);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "deepstock-test-"));
    const lines = [
      "seed: 1",
      "data: { generate: 'poisson:5', series: 130, periods: 80 }",
      "problem: { type: lost-sales, leadTime: 1, holdingCost: 1, shortageCost: 9 }",
      `policy: { backbone: ${name}, hidden: [8] }`,
      "trainer: { maxSteps: 12, validateEvery: 5, lanes: 130 }",
    ];
    await writeFile(file("config.yaml"), lines.join("\n"));
    await runTrain({ config: file("config.yaml"), out: file("one") }, context(1));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("has the same bits on any number of threads", async () => {
    await runTrain({ config: file("config.yaml"), out: file("two") }, context(2));
    const [one, two] = await Promise.all(
      ["one", "two"].map((run) => readFile(file(`${run}/policy.safetensors`))),
    );
    expect(two.equals(one)).toBe(true);
  });

  it("ends in the same bits when it died after a checkpoint and was resumed", async () => {
    const job = { config: file("config.yaml"), out: file("stopped") };
    const dying: Progress = {
      start: () => ({
        advance(step) {
          if (step >= 10) throw new Error("power cut");
        },
        finish: () => undefined,
      }),
    };
    await expect(runTrain(job, { ...context(1), progress: dying })).rejects.toThrow("power cut");
    await expect(readFile(file("stopped/policy.safetensors"))).rejects.toThrow("ENOENT");
    const checkpoint = await readFile(file("stopped/checkpoint/latest.safetensors"));
    const { steps } = await runTrain({ ...job, resume: true }, context(1));
    expect(steps).toBe(12);
    expect(checkpoint.equals(await readFile(file("one/checkpoint/latest.safetensors")))).toBe(false);
    const [one, stopped] = await Promise.all(
      ["one", "stopped"].map((run) => readFile(file(`${run}/policy.safetensors`))),
    );
    expect(stopped.equals(one)).toBe(true);
  });

  it("recommends orders with a reason", async () => {
    await writeFile(file("stock.csv"), "item,on_hand\nseries-1,2\nseries-2,30\n");
    const job = { run: file("one"), stock: file("stock.csv"), asOf: "2020-03-20", out: file("orders.csv") };
    const { orders } = await runRecommend(job, context(1));
    expect(orders).toBeGreaterThan(0);
    expect(await readFile(job.out, "utf8")).toMatch(/series-1,.*Target \d+\.\d for 2 days/);
  });
});
