import type { Pace } from "./pace.js";

/** One period of a chain or of a decision process: next[i] = cost in i + expected value of where i leads. */
export type Operator = (values: Float64Array, next: Float64Array) => void;

export interface SweepOptions {
  readonly states: number;
  /** The operator whose solution is wanted: of a fixed policy, or with the best order in every state. */
  readonly operator: Operator;
  /**
   * The operator of the policy that `operator` last chose, where that is cheaper: it is applied `repeats`
   * times in between (modified policy iteration, Puterman 1994, sections 6.5 and 8.7).
   */
  readonly cheaper?: { readonly operator: Operator; readonly repeats: number };
  /** Values to start from; they are overwritten. */
  readonly start?: Float64Array;
  /** Arithmetic of one application of `operator`, for breathing. */
  readonly operations: number;
  readonly pace: Pace;
}

/** What a sweep says of the solution. */
export interface Growth {
  /** The smallest and the largest growth of the values in it. */
  readonly low: number;
  readonly high: number;
  readonly sweeps: number;
}

export interface Swept extends Growth {
  /** Before the last sweep and after it. */
  readonly values: Float64Array;
  readonly next: Float64Array;
}

export interface StopRule {
  readonly done: (growth: Growth) => boolean;
  /** Periodicity is suspected where `sweeps` more do not bring the bounds so many times closer. */
  readonly patience: { readonly sweeps: number; readonly times: number };
  /** Whether values matter up to a constant only; they then count from the first state, and stay small. */
  readonly relative: boolean;
}

/** Staying put with probability 0.3 ends cycles; neither an average cost nor what solves v = T v changes. */
const MOVING = 0.7;

/** Applies the operator until the growth of the values says that it is enough. */
export async function sweepUntil(rule: StopRule, options: SweepOptions): Promise<Swept> {
  const { done, patience, relative } = rule;
  const { states, operator, cheaper, operations, pace } = options;
  let values: Float64Array = options.start ?? new Float64Array(states);
  let next: Float64Array = new Float64Array(states);
  let moving = 1;
  let spanBefore = Infinity;
  for (let sweeps = 1; ; sweeps++) {
    operator(values, next);
    await pace.step(operations);
    const [low, high] = growthOf(values, next);
    if (done({ low, high, sweeps })) return { low, high, sweeps, values, next };
    if (sweeps % patience.sweeps === 0) {
      if (high - low > spanBefore / patience.times) moving = MOVING;
      spanBefore = high - low;
    }
    [values, next] = advance(values, next, moving);
    for (let repeat = 0; cheaper && repeat < cheaper.repeats; repeat++) {
      cheaper.operator(values, next);
      [values, next] = advance(values, next, moving);
      await pace.step(operations / 4);
    }
    if (relative) settle(values);
  }
}

function growthOf(values: Float64Array, next: Float64Array): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const grown = next[i] - values[i];
    if (grown < low) low = grown;
    if (grown > high) high = grown;
  }
  return [low, high];
}

/** The values after the sweep, and an array to overwrite. */
function advance(values: Float64Array, next: Float64Array, moving: number): [Float64Array, Float64Array] {
  if (moving < 1) for (let i = 0; i < next.length; i++) next[i] = values[i] + moving * (next[i] - values[i]);
  return [next, values];
}

function settle(values: Float64Array): void {
  const origin = values[0];
  for (let i = 0; i < values.length; i++) values[i] -= origin;
}
