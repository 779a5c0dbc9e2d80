import { type SweepOptions, sweepUntil } from "./sweeps.js";

export interface AverageCostOptions extends SweepOptions {
  /** Stop when the bounds on the average cost are this close. */
  readonly tolerance: number;
  /** Stop early when the average cost is certainly above this: a search has seen better. */
  readonly cutoff?: number;
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
const PATIENCE = { sweeps: 40, times: 2 };

/** The average cost per period by relative value iteration, with bounds. */
export async function averageCost(options: AverageCostOptions): Promise<AverageCost> {
  const { tolerance, cutoff = Infinity } = options;
  const { low, high, sweeps, values } = await sweepUntil(
    {
      done: (found) =>
        found.high - found.low < tolerance || found.low > cutoff || found.sweeps >= SWEEPS_MOST,
      patience: PATIENCE,
      relative: true,
    },
    options,
  );
  return { cost: (low + high) / 2, low, high, sweeps, values };
}
