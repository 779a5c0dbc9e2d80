import { dualSourcingSolver } from "./dual-sourcing/dual-sourcing.js";
import type { Solver } from "./solver.js";

export type { Solution, SolveContext, SolvedPolicy, Solver } from "./solver.js";

/** Exact solvers by problem. */
export const solvers: readonly Solver[] = [dualSourcingSolver];
