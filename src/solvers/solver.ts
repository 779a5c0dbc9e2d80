import type { z } from "zod";
import type { BestOrders, SteadySeries } from "./best-orders.js";

/** One policy with its exact cost, beside the optimum. */
export interface SolvedPolicy {
  readonly name: string;
  /** Numbers that define it, like { level: 28 }. */
  readonly parameters: Readonly<Record<string, number>>;
  /** In the unit of the optimum. */
  readonly cost: number;
  /** How much more it costs than the optimum, in percent of the optimum; null where the optimum is 0. */
  readonly gapPercent: number | null;
}

/** What a solver found: the optimum and every classical policy that applies, each exact. */
export interface Solution {
  readonly problem: string;
  /** What `cost` means: average cost per period, or minus the discounted return. */
  readonly objective: string;
  /** The optimum; `parameters` where the optimal policy has a simple form. */
  readonly optimal: { readonly cost: number; readonly parameters?: Readonly<Record<string, number>> };
  readonly policies: readonly SolvedPolicy[];
  /** How it was computed: states, iterations, error bound; what the reader must know. */
  readonly notes: readonly string[];
}

export interface SolveContext {
  /** How far the work is, 0 to 1. */
  readonly onProgress?: (done: number, note: string) => void;
  readonly signal?: AbortSignal;
}

/** Solves one problem exactly. Options are what `deepstock solve` takes as flags, in camelCase. */
export interface Solver {
  readonly problem: string;
  readonly summary: string;
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Options parsed by `options`. Too large a state space is refused with its size and an estimate. */
  solve(options: Readonly<Record<string, unknown>>, context: SolveContext): Promise<Solution>;
  /**
   * The best order in every state of a steady series, where that takes seconds. Throws InputError where the
   * state space is too large, or the answer of the solver is not for this problem.
   */
  bestOrders?(steady: SteadySeries, context: SolveContext): Promise<BestOrders>;
}
