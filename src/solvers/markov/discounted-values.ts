import type { Operator } from "./average-cost.js";
import type { Pace } from "./pace.js";

export interface DiscountedOptions {
  readonly states: number;
  /** Below 1; the operators apply it. */
  readonly discount: number;
  /** The operator with the best order in every state. */
  readonly operator: Operator;
  /** The operator of the orders that `operator` last chose, applied `repeats` times in between. */
  readonly cheaper?: { readonly operator: Operator; readonly repeats: number };
  /** Stop when the values are certain to this. */
  readonly tolerance: number;
  /** Arithmetic of one application of `operator`, for breathing. */
  readonly operations: number;
  readonly pace: Pace;
}

export interface DiscountedValues {
  /** Least expected discounted cost from each state, within `error`. */
  readonly values: Float64Array;
  readonly error: number;
  readonly sweeps: number;
}

const SWEEPS_MOST = 100_000;
/** Sweeps after which the bounds must be ten times closer, else periodicity is suspected. */
const PATIENCE = 8;
/** Staying put with probability 0.3 ends cycles and leaves the solution of v = T v as it is. */
const MOVING = 0.7;

/**
 * Least expected discounted costs by modified policy iteration (Puterman 1994, section 6.5), stopped by the
 * bounds of MacQueen (1966): they close as fast as the process forgets its start, not as slowly as the
 * discount factor's powers vanish.
 */
export async function discountedValues(options: DiscountedOptions): Promise<DiscountedValues> {
  const { states, discount, operator, cheaper, tolerance, operations, pace } = options;
  const tail = discount / (1 - discount);
  let values = new Float64Array(states);
  let next = new Float64Array(states);
  let moving = 1;
  let errorBefore = Infinity;
  for (let sweeps = 1; ; sweeps++) {
    operator(values, next);
    await pace.step(operations);
    const [low, high] = growth(values, next);
    const error = (tail * (high - low)) / 2;
    if (error < tolerance || sweeps >= SWEEPS_MOST) {
      const ahead = (tail * (low + high)) / 2;
      return { values: next.map((value) => value + ahead), error, sweeps };
    }
    if (sweeps % PATIENCE === 0) {
      if (error > errorBefore / 10) moving = MOVING;
      errorBefore = error;
    }
    [values, next] = advance(values, next, moving);
    for (let repeat = 0; cheaper && repeat < cheaper.repeats; repeat++) {
      cheaper.operator(values, next);
      [values, next] = advance(values, next, moving);
      await pace.step(operations / 8);
    }
  }
}

/** The values after the sweep, and an array to overwrite. */
function advance<T extends Float64Array>(values: T, next: T, moving: number): [T, T] {
  if (moving < 1) for (let i = 0; i < next.length; i++) next[i] = values[i] + moving * (next[i] - values[i]);
  return [next, values];
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
