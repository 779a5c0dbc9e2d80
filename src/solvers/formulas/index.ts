export { baseStock, baseStockCost, type BaseStockProblem } from "./base-stock.js";
export { type DemandModel, expectedLeftover } from "./demand-model.js";
export { demandTable } from "./demand-table.js";
export {
  type EconomicOrder, economicOrderCost, type EconomicOrderProblem, economicOrderQuantity,
} from "./economic-order-quantity.js";
export {
  type EconomicOrderBacklogProblem, economicOrderQuantityBacklog, type EconomicOrderWithBacklog,
} from "./economic-order-quantity-backlog.js";
export {
  type EconomicProductionProblem, economicProductionQuantity,
} from "./economic-production-quantity.js";
export { empiricalDemand } from "./empirical-demand.js";
export {
  finiteHorizon, type FiniteHorizonAnswer, type FiniteHorizonProblem, type HorizonPeriod,
} from "./finite-horizon.js";
export { gammaDemand } from "./gamma-demand.js";
export { lognormalDemand } from "./lognormal-demand.js";
export { newsvendor, type NewsvendorAnswer, newsvendorCost, type NewsvendorProblem } from "./newsvendor.js";
export {
  expectedProfit, newsvendorProfit, type NewsvendorProfitAnswer, type NewsvendorProfitProblem,
} from "./newsvendor-profit.js";
export { normalDemand } from "./normal-demand.js";
export { normalDensity, normalQuantile } from "./normal-quantile.js";
export { powerApproximation, type PowerApproximationProblem } from "./power-approximation.js";
export {
  type NormalRqProblem, rqEconomicOrderBacklog, rqEconomicOrderSafetyStock, rqExpectedInventory,
  rqLossFunction, rqNormalCost,
} from "./r-q-normal.js";
export { optimalRqPoisson, rqPoissonCost } from "./r-q-poisson.js";
export type { RqAnswer, RqPolicy, RqProblem } from "./r-q-policy.js";
export {
  type FixedOrderCostModel, fixedOrderCostModel, type FixedOrderCostProblem, optimalSsPolicy,
  type SsAnswer, type SsPolicy, ssPolicyCost,
} from "./s-s-policy.js";
export { type LotSizes, type LotSizingPeriod, wagnerWhitin } from "./wagner-whitin.js";
export { wholeUnitDemand } from "./whole-unit-demand.js";
