import type { Panel } from "../panel.js";

/** What a network learns of each category: a few numbers, the same wherever it occurs. */
export interface Embedding {
  /** Of what they are categories. */
  readonly name: string;
  /** Those that have rows 1, 2, … of the table; row 0 is for any other. */
  readonly categories: readonly string[];
  /** Numbers of a row. */
  readonly dimensions: number;
}

/** A number that is known when ordering. A row of the network's input, and of the `coeff` head's choice. */
export interface Feature {
  readonly name: string;
  readonly summary: string;
  /** What it tells of, in words of a planner: features that tell of the same thing are explained together. */
  readonly about: string;
  /**
   * "units": units per period (scaled by the series' scale, may carry a coefficient of the `coeff` head);
   * "plain": already free of scale; "category": the row of an embedding's table.
   */
  readonly kind: "units" | "plain" | "category";
  /** What is learned, where the kind is "category". */
  readonly embedding?: Embedding;
  /**
   * Writes out[offset + k] for the decision at the START of period from + k, k in [0, count). Sees sales of
   * periods < from + k only (and the calendar, which is known). from + count may be up to
   * periodCount + 1: the decision after the last period. The value of a decision does not depend on
   * `from`, to the last bit, so that training and recommendation see the same number.
   */
  fill(
    panel: Panel, series: number, from: number, count: number, out: Float32Array, offset: number,
  ): void;
}
