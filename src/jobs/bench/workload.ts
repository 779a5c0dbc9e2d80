import { type MeasuredTask, operationsPerLanePeriod } from "../../simulation/measured-task.js";
import { FAST_ENGINE } from "./own-engine.js";
import type { Amount } from "./results.js";

/** One thing whose speed is measured. */
export interface Workload {
  /** As the command line writes it, like "train-1024x50". */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly task: MeasuredTask;
  /** Other engines that take part, by name; ours with fast math is one. */
  readonly peers: readonly string[];
  /** Another workload that this one is compared with, measured in the same turns. */
  readonly beside?: string;
}

const everyone = [FAST_ENGINE, "pytorch", "jax-js", "tfjs-wasm"];

/** Workloads of the speed benchmark, in the order of the report. */
export const workloads: readonly Workload[] = [
  {
    name: "train-1024x50",
    summary: "Cost and gradient of 1,024 lanes over 50 periods under a network of 8-64-64-1.",
    task: { kind: "train", lanes: 1024, periods: 50, widths: [8, 64, 64, 1] },
    peers: everyone,
    beside: "matmul-limit",
  },
  {
    name: "train-64x50",
    summary: "The same with 64 lanes.",
    task: { kind: "train", lanes: 64, periods: 50, widths: [8, 64, 64, 1] },
    peers: everyone,
  },
  {
    name: "train-8192x50-hdpo",
    summary: "Cost and gradient of 8,192 lanes over 50 periods under the 4-32-32-32-1 network of HDPO.",
    task: { kind: "train", lanes: 8192, periods: 50, widths: [4, 32, 32, 32, 1] },
    peers: everyone,
  },
  {
    name: "simulate-1000000x1",
    summary: "Orders and cost of 1,000,000 lanes in one period under a network of 16-64-64-1.",
    task: { kind: "simulate", lanes: 1_000_000, periods: 1, widths: [16, 64, 64, 1] },
    peers: everyone,
  },
  {
    name: "matmul-limit",
    summary: "Nothing but products of 64 x 64 weights with 1,024 lanes, eight a period.",
    task: { kind: "products", lanes: 1024, periods: 50, widths: Array.from({ length: 9 }, () => 64) },
    peers: [FAST_ENGINE, "pytorch"],
  },
];

export function amountOf({ name, task }: Workload): Amount {
  const perStep = task.lanes * task.periods;
  return { name, unit: "sample-periods/s", perStep, operations: operationsPerLanePeriod(task) };
}
