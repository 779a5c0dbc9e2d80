export { InputError } from "./base/errors.js";
export type { Panel } from "./demand/panel.js";
export { distributionKinds, parseDistribution } from "./demand/distributions.js";
export { generatePanel } from "./demand/stationary.js";
export * as engine from "./engine/index.js";
export type { BacktestReport } from "./evaluation/backtest-report.js";
export {
  type Demand,
  type TrainedPolicy,
  backtest,
  readSales,
  recommend,
  splitByDate,
  train,
} from "./jobs/library.js";
export { baseStock } from "./policies/classical/base-stock.js";
export { cappedBaseStock } from "./policies/classical/capped-base-stock.js";
export { safetyStock } from "./policies/classical/safety-stock.js";
export { type Head, baseHead, bothHead, coeffHead, noneHead } from "./policies/neural/heads/index.js";
export { neuralPolicy } from "./policies/neural/neural-policy.js";
export type { BoundPolicy, Observation, Policy, PolicySetting } from "./policies/policy.js";
export {
  type Problem,
  backlog,
  dualSourcing,
  fixedCost,
  lostSales,
  perishable,
  procurementRemoval,
} from "./problems/index.js";
export { orderDays, withOrderDays } from "./problems/mechanics/order-days.js";
export { withOrderTerms } from "./problems/mechanics/order-terms.js";
export { withSharedLimits } from "./problems/mechanics/shared-limits.js";
export { randomStream } from "./base/random.js";
export * as formulas from "./solvers/formulas/index.js";
export { type Solution, type Solver, solvers } from "./solvers/index.js";
export { type OnOrderRow, readOnOrder } from "./store/on-order-file.js";
export { type OrderRow, writeOrders } from "./store/orders-file.js";
export { renderReport } from "./store/report/render-report.js";
export { type StockRow, readStock } from "./store/stock-file.js";
export { type Trainer, differentiableSimulation } from "./training/index.js";
