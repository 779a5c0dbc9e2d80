import { type SweepOptions, sweepUntil } from "./sweeps.js";

export interface DiscountedOptions extends SweepOptions {
  /** Below 1; the operators apply it. */
  readonly discount: number;
  /** Stop when the values are certain to this. */
  readonly tolerance: number;
}

export interface DiscountedValues {
  /** Least expected discounted cost from each state, within `error`. */
  readonly values: Float64Array;
  readonly error: number;
  readonly sweeps: number;
}

const SWEEPS_MOST = 100_000;
const PATIENCE = { sweeps: 8, times: 10 };

/**
 * Least expected discounted costs, stopped by the bounds of MacQueen (1966): they close as fast as the
 * process forgets its start, not as slowly as the discount factor's powers vanish.
 */
export async function discountedValues(options: DiscountedOptions): Promise<DiscountedValues> {
  const { discount, tolerance } = options;
  const tail = discount / (1 - discount);
  const errorOf = ({ low, high }: { low: number; high: number }) => (tail * (high - low)) / 2;
  const { low, high, sweeps, next } = await sweepUntil(
    {
      done: (found) => errorOf(found) < tolerance || found.sweeps >= SWEEPS_MOST,
      patience: PATIENCE,
      relative: false,
    },
    options,
  );
  const ahead = (tail * (low + high)) / 2;
  return { values: next.map((value) => value + ahead), error: errorOf({ low, high }), sweeps };
}
