import type { Optimizer, UpdateRule } from "./optimizer.js";
import type { Plan } from "./plan.js";

/** Interprets plans. Everything above the engine sees sessions only, and cannot tell executors apart. */
export interface Executor {
  readonly name: string;
  /** Buffers for one plan and one size; dispose of them when done. */
  open(plan: Plan, size: SessionSize): Session;
  /** Starts at the initial parameters, which are copied; dispose of it when done. */
  optimizer(initial: Float32Array, rule: UpdateRule): Optimizer;
}

export interface SessionSize {
  readonly lanes: number;
  readonly periods: number;
}

/** One plan with room for so many lanes and periods. Lanes are numbered from 0. */
export interface Session extends SessionSize {
  /** How much each lane counts in the loss; 1 for all lanes at first. */
  setWeights(weights: ArrayLike<number>): void;
  /** One number per lane for one row of a lane input. */
  setLane(name: string, row: number, values: ArrayLike<number>): void;
  /** One number per period for one lane and one row of a period input, read from `values` at `from`. */
  setPeriods(name: string, row: number, lane: number, values: ArrayLike<number>, from: number): void;
  /** One number per lane for one row of the state at the start of the first period; 0 at first. */
  setState(name: string, row: number, values: ArrayLike<number>): void;
  /**
   * Plays all periods with these parameters. The result is the weighted loss, summed over lanes and periods.
   * With a plan that has a backward part, `gradient` then holds its derivative.
   */
  run(parameters: Float32Array | Float64Array): number;
  /**
   * d loss / d parameters of the last run, laid out as `plan.parameters`; to be read only and before the next
   * call of the engine, copy to keep.
   */
  readonly gradient: Float32Array;
  /** What one row of a record was in the last run: copies `periods` numbers of one lane into `target`. */
  readRecord(name: string, row: number, lane: number, target: Float32Array, at: number): void;
  /** The state of one row after the last period, one number per lane. */
  readState(name: string, row: number): Float32Array;
  dispose(): void;
}
