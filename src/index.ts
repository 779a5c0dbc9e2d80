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
export { constantOrder } from "./policies/classical/constant-order.js";
export { cappedDualIndex, dualIndex } from "./policies/classical/dual-index.js";
export { fixedQuantity } from "./policies/classical/fixed-quantity.js";
export { intervalStock } from "./policies/classical/interval-stock.js";
export { minMax } from "./policies/classical/min-max.js";
export type { NumberedPolicy } from "./policies/classical/numbered-policy.js";
export { safetyStock } from "./policies/classical/safety-stock.js";
export { singleIndex } from "./policies/classical/single-index.js";
export { tailoredBaseSurge } from "./policies/classical/tailored-base-surge.js";
export { vectorBaseStock } from "./policies/classical/vector-base-stock.js";
export {
  lowStockWasteCorrected,
  wasteCorrectedBaseStock,
} from "./policies/classical/waste-corrected-base-stock.js";
export {
  type Backbone,
  convolution,
  monotoneBackbone,
  perceptron,
  recurrent,
} from "./policies/neural/backbones/index.js";
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
export { costs, stockouts, turnover, withObjective } from "./problems/objectives/index.js";
export { orderDays, withOrderDays } from "./problems/mechanics/order-days.js";
export { withOrderTerms } from "./problems/mechanics/order-terms.js";
export { withSharedLimits } from "./problems/mechanics/shared-limits.js";
export { randomStream } from "./base/random.js";
export * as formulas from "./solvers/formulas/index.js";
export { type Solution, type Solver, solvers } from "./solvers/index.js";
export { lostSalesLookUps } from "./solvers/lost-sales/looked-up.js";
export { type OnOrderRow, readOnOrder } from "./store/on-order-file.js";
export { type OrderRow, writeOrders } from "./store/orders-file.js";
export { renderReport } from "./store/report/render-report.js";
export { type StockRow, readStock } from "./store/stock-file.js";
export * as search from "./training/search/index.js";
export { type Trainer, ddpg, differentiableSimulation, dsac, ppo } from "./training/index.js";
