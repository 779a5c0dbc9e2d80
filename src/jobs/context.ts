import type { Progress } from "../base/progress.js";

/** What every job is given besides its options. */
export interface JobContext {
  readonly progress: Progress;
  /** Asks the job to stop at the next safe point; the job then throws `Cancelled`. */
  readonly signal: AbortSignal;
  /** Threads the job may use, at least 1; the number changes no result. */
  readonly threads: number;
}
