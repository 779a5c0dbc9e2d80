import type { Machine } from "./machine.js";

/** What a benchmark found. */
export interface BenchReport {
  readonly machine: Machine & { readonly loadAfter: number };
  readonly results: readonly BenchResult[];
  readonly comparisons: readonly Comparison[];
  readonly skipped: readonly Skipped[];
}

export interface BenchResult {
  /** Of the workload, or of the limit. */
  readonly name: string;
  readonly engine: string;
  readonly threads: number;
  /** Median over the rounds. */
  readonly value: number;
  readonly unit: SpeedUnit | "bytes" | "s" | "ratio";
  /** The slowest and the fastest round. */
  readonly low?: number;
  readonly high?: number;
  readonly rounds?: number;
  /** Billions of floating-point operations of the network's weights per second. */
  readonly gigaflops?: number;
  /** What the value should not exceed. */
  readonly atMost?: number;
  /** False where the engine found other numbers than ours, so that its speed means nothing. */
  readonly valid: boolean;
  readonly note?: string;
}

export type SpeedUnit = "sample-periods/s" | "decisions/s";

/** How many times as fast one side is, and how many times it should be. */
export interface Comparison {
  readonly name: string;
  readonly of: string;
  readonly over: string;
  readonly ratio: number;
  readonly atLeast: number;
  readonly reached: boolean;
}

export interface Skipped {
  readonly name: string;
  readonly engine: string;
  readonly threads: number;
  readonly reason: string;
}
