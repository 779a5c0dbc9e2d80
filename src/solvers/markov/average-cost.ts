import type { Pace } from "./pace.js";

/** One period of a chain or of a decision process: next[i] = cost in i + expected value of where i leads. */
export type Operator = (values: Float64Array, next: Float64Array) => void;

export interface AverageCostOptions {
  readonly states: number;
  /** The operator whose average cost is wanted: of a fixed policy, or with the best order in every state. */
  readonly operator: Operator;
  /**
   * The operator of the policy that `operator` last chose, where that is cheaper: it is applied `repeats`
   * times in between (modified policy iteration, Puterman 1994, section 8.7).
   */
  readonly cheaper?: { readonly operator: Operator; readonly repeats: number };
  /** Stop when the bounds on the average cost are this close. */
  readonly tolerance: number;
  /** Stop early when the average cost is certainly above this: a search has seen better. */
  readonly cutoff?: number;
  /** Values to start from; they are overwritten. */
  readonly start?: Float64Array;
  /** Arithmetic of one application of `operator`, for breathing. */
  readonly operations: number;
  readonly pace: Pace;
}

export interface AverageCost {
  /** Average cost per period, within half of `high - low`. */
  readonly cost: number;
  /** Bounds: the smallest and the largest growth of the values in the last sweep (Odoni 1969). */
  readonly low: number;
  readonly high: number;
  readonly sweeps: number;
  /** Relative values, up to a constant. */
  readonly values: Float64Array;
}

/** A chain that mixes so slowly that bounds stay apart is given up after this many sweeps. */
const SWEEPS_MOST = 200_000;
/** Sweeps after which the bounds must have halved, else periodicity is suspected. */
const PATIENCE = 40;
/** Staying put with probability 0.3 makes every chain aperiodic and leaves the average cost unchanged. */
const MOVING = 0.7;

/** The average cost per period by relative value iteration, with bounds. */
export async function averageCost(options: AverageCostOptions): Promise<AverageCost> {
  const { states, operator, cheaper, tolerance, cutoff = Infinity, operations, pace } = options;
  let values: Float64Array = options.start ?? new Float64Array(states);
  let next: Float64Array = new Float64Array(states);
  let moving = 1;
  let spanBefore = Infinity;
  for (let sweeps = 1; ; sweeps++) {
    operator(values, next);
    await pace.step(operations);
    const [low, high] = growth(values, next);
    const span = high - low;
    if (span < tolerance || low > cutoff || sweeps >= SWEEPS_MOST)
      return { cost: (low + high) / 2, low, high, sweeps, values };
    if (sweeps % PATIENCE === 0) {
      if (span > spanBefore / 2) moving = MOVING;
      spanBefore = span;
    }
    [values, next] = advance(values, next, moving);
    for (let repeat = 0; cheaper && repeat < cheaper.repeats; repeat++) {
      cheaper.operator(values, next);
      [values, next] = advance(values, next, moving);
      await pace.step(operations / 4);
    }
    settle(values);
  }
}

/** Growth of the values over a sweep: smallest and largest. */
function growth(values: Float64Array, next: Float64Array): [low: number, high: number] {
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

/** Values count from the first state, so that they do not grow beyond what a number resolves. */
function settle(values: Float64Array): void {
  const origin = values[0];
  for (let i = 0; i < values.length; i++) values[i] -= origin;
}
