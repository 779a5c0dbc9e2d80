import { expect, test } from "vitest";
import type { BenchReport, BenchResult } from "../../jobs/bench/report.js";
import { benchText } from "./bench-text.js";

const machine = {
  cpu: "A Processor",
  cores: 2,
  memoryGigabytes: 8,
  system: "linux 6",
  node: "v20.20.0",
  measuredAt: "2026-01-01T00:00:00.000Z",
  loadBefore: 0.1,
  loadAfter: 0.2,
};
const ours: BenchResult = {
  name: "train-64x50",
  engine: "deepstock-wasm",
  threads: 1,
  value: 2_000_000,
  unit: "sample-periods/s",
  low: 1_900_000,
  high: 2_100_000,
  gigaflops: 56,
  valid: true,
};
const peer: BenchResult = { ...ours, engine: "pytorch", value: 500_000, valid: false, note: "invalid" };
const memory: BenchResult = {
  name: "peak-memory",
  engine: "deepstock-wasm",
  threads: 2,
  value: 600e6,
  unit: "bytes",
  atMost: 512e6,
  valid: true,
  note: "peak 783 MB",
};
const comparison = { name: "train-64x50", of: "us", over: "them", ratio: 4, atLeast: 3, reached: true };
const skipped = { name: "train-64x50", engine: "jax-js", threads: 1, reason: "run npm ci" };

const slowestToFastest = "  1,900,000  2,100,000    56.00";
const titles =
  "workload     engine          threads  sample-periods/s    slowest    fastest  GFLOP/s  ours ÷ it";

test("a benchmark prints speeds, ratios, limits, who did not take part, and the machine", () => {
  const report: BenchReport = {
    machine,
    results: [ours, peer, memory],
    comparisons: [comparison],
    skipped: [skipped],
  };
  const [first, ...rest] = benchText(report).split("\n");
  expect(first).toBe(titles);
  expect(rest).toEqual([
    `train-64x50  deepstock-wasm        1         2,000,000${slowestToFastest}      1.000`,
    `train-64x50  pytorch               1           500,000${slowestToFastest}      4.000  invalid`,
    "",
    "ratio on     of  over  ratio  wanted",
    "train-64x50  us  them   4.00    3.00  reached",
    "",
    "limit           found   at most",
    "peak-memory  600.0 MB  512.0 MB  broken  peak 783 MB",
    "",
    "skipped: train-64x50, jax-js 1: run npm ci",
    "",
    "2 cores of A Processor, 8 GB, linux 6, Node v20.20.0",
    "load 0.1 before, 0.2 after",
  ]);
});

test("a benchmark of one kind prints no empty tables", () => {
  const report = { machine, results: [memory], comparisons: [], skipped: [] };
  expect(benchText(report)).not.toContain("workload");
  expect(benchText(report)).not.toContain("ratio on");
});
