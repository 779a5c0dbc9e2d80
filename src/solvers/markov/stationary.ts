import { assert } from "../../base/errors.js";
import { sum } from "../../base/sums.js";
import type { Pace } from "./pace.js";

export interface StationaryOptions {
  /** A distribution over the states to start from; it is overwritten. */
  readonly start: Float64Array;
  /** One period: the distribution over states `to` (overwrite it) that follows the distribution `from`. */
  readonly push: (from: Float64Array, to: Float64Array) => void;
  /** Arithmetic of one push, for breathing. */
  readonly operations: number;
  readonly pace: Pace;
}

/** The distribution changes by less than this, in total variation, over one period. */
const TOLERANCE = 1e-13;
const SWEEPS_MOST = 500_000;
/** Sweeps after which the change must have halved, else periodicity is suspected. */
const PATIENCE = 50;

/** The long-run distribution of a chain with one recurrent class, by following it from `start`. */
export async function stationaryDistribution(options: StationaryOptions): Promise<Float64Array> {
  const { push, operations, pace } = options;
  let now = options.start;
  let next: Float64Array = new Float64Array(now.length);
  let lazy = false;
  let changeBefore = Infinity;
  for (let sweep = 1; sweep <= SWEEPS_MOST; sweep++) {
    push(now, next);
    if (lazy) for (let i = 0; i < now.length; i++) next[i] = 0.5 * (next[i] + now[i]);
    await pace.step(operations);
    const change = distance(now, next);
    [now, next] = [next, now];
    if (change < TOLERANCE) return normalized(now);
    if (sweep % PATIENCE > 0) continue;
    if (change > changeBefore / 2) lazy = true;
    changeBefore = change;
  }
  assert(distance(now, next) < 1e-9, "a chain did not settle");
  return normalized(now);
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / 2;
}

/** Rounding lets the total drift over many sweeps. */
function normalized(distribution: Float64Array): Float64Array {
  const total = sum(distribution);
  return distribution.map((probability) => probability / total);
}
