import { backlogSolver } from "./backlog/backlog.js";
import { dualSourcingSolver } from "./dual-sourcing/dual-sourcing.js";
import { fixedCostSolver } from "./fixed-cost/fixed-cost.js";
import { lostSalesSolver } from "./lost-sales/lost-sales.js";
import { newsvendorSolver } from "./newsvendor/newsvendor.js";
import { perishableSolver } from "./perishable/perishable.js";
import { procurementRemovalSolver } from "./procurement-removal/procurement-removal.js";
import type { Solver } from "./solver.js";

export { type BestOrders, type StockNow, unsteady } from "./best-orders.js";
export type { Solution, SolveContext, SolvedPolicy, Solver } from "./solver.js";

/** Exact solvers by problem. */
export const solvers: readonly Solver[] = [
  lostSalesSolver,
  backlogSolver,
  dualSourcingSolver,
  perishableSolver,
  procurementRemovalSolver,
  fixedCostSolver,
  newsvendorSolver,
];
