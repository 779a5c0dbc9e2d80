import type { BenchReport, BenchResult, Comparison } from "../../jobs/bench/report.js";
import { count, number } from "./number.js";
import { type Column, table } from "./table.js";

/** Speeds, ratios beside what is wanted, who did not take part, and on what machine. */
export function benchText({ machine, results, comparisons, skipped }: BenchReport): string {
  const units = [...new Set(results.filter(isSpeed).map(({ unit }) => unit))];
  const speeds = units.map((unit) => results.filter((result) => result.unit === unit));
  const limits = results.filter((result) => !isSpeed(result));
  const { cpu, cores, memoryGigabytes, system, node, loadBefore, loadAfter } = machine;
  const parts = [
    ...speeds.map((ofUnit) => table(ofUnit, speedColumns(ofUnit))),
    comparisons.length > 0 ? table(comparisons, comparisonColumns) : "",
    limits.length > 0 ? table(limits, limitColumns) : "",
    skipped
      .map(({ name, engine, threads, reason }) => `skipped: ${name}, ${engine} ${threads}: ${reason}`)
      .join("\n"),
    [
      `${cores} cores of ${cpu}, ${memoryGigabytes} GB, ${system}, Node ${node}`,
      `load ${loadBefore} before, ${loadAfter} after`,
    ].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function isSpeed({ unit }: BenchResult): boolean {
  return unit.endsWith("/s");
}

function speedColumns(speeds: readonly BenchResult[]): Column<BenchResult>[] {
  const [{ engine: own }] = speeds;
  const ours = (result: BenchResult) => {
    const ofWorkload = speeds.filter(({ name, engine }) => name === result.name && engine === own);
    return Math.max(...ofWorkload.map(({ value }) => value));
  };
  return [
    { title: "workload", text: ({ name }) => name },
    { title: "engine", text: ({ engine }) => engine },
    { title: "threads", align: "right", text: ({ threads }) => `${threads}` },
    { title: speeds[0].unit, align: "right", text: ({ value }) => count(value) },
    { title: "slowest", align: "right", text: ({ low }) => count(low ?? NaN) },
    { title: "fastest", align: "right", text: ({ high }) => count(high ?? NaN) },
    { title: "GFLOP/s", align: "right", text: ({ gigaflops }) => number(gigaflops) },
    { title: "ours ÷ it", align: "right", text: (result) => number(ours(result) / result.value) },
    { title: "", text: ({ note }) => note ?? "" },
  ];
}

const comparisonColumns: readonly Column<Comparison>[] = [
  { title: "ratio on", text: ({ name }) => name },
  { title: "of", text: ({ of }) => of },
  { title: "over", text: ({ over }) => over },
  { title: "ratio", align: "right", text: ({ ratio }) => ratio.toFixed(2) },
  { title: "wanted", align: "right", text: ({ atLeast }) => atLeast.toFixed(2) },
  { title: "", text: ({ reached }) => (reached ? "reached" : "missed") },
];

const limitColumns: readonly Column<BenchResult>[] = [
  { title: "limit", text: ({ name }) => name },
  { title: "found", align: "right", text: (result) => amount(result, result.value) },
  { title: "at most", align: "right", text: (result) => amount(result, result.atMost ?? NaN) },
  { title: "", text: ({ value, atMost }) => (value <= (atMost ?? Infinity) ? "kept" : "broken") },
  { title: "", text: ({ note }) => note ?? "" },
];

function amount({ unit }: BenchResult, value: number): string {
  switch (unit) {
    case "bytes":
      return `${number(value / 1e6)} MB`;
    case "ratio":
      return `${number(value)} times`;
    default:
      return `${number(value)} ${unit}`;
  }
}
