import { Cancelled } from "../../base/errors.js";

/** Long work calls `step` often: it lets other work in between, and stops where it was asked to. */
export interface Pace {
  /** `operations` done since the last call, roughly. Throws Cancelled after the signal. */
  step(operations: number): Promise<void>;
}

/** About a tenth of a second of arithmetic between two breaths. */
const OPERATIONS_PER_BREATH = 5e7;

export function paceOf(signal?: AbortSignal): Pace {
  let since = 0;
  return {
    async step(operations) {
      since += operations;
      if (since < OPERATIONS_PER_BREATH) return;
      since = 0;
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal?.aborted) throw new Cancelled("Nothing was kept: run the same command again.");
    },
  };
}
