import { type NewsvendorAnswer, newsvendor, newsvendorCost, type NewsvendorProblem } from "./newsvendor.js";
import { normalDemand } from "./normal-demand.js";

export interface BaseStockProblem {
  /** Per unit on hand at the end of a period, money. */
  readonly holdingCost: number;
  /** Per unit of backlog at the end of a period, money. */
  readonly shortageCost: number;
  /** Periods; an order decided in period t can serve demand of period t + leadTime. */
  readonly leadTime: number;
  /** Mean and standard deviation of one period's demand, units; periods are independent. */
  readonly demandMean: number;
  readonly demandDeviation: number;
}

/**
 * The best base-stock level under backlog and normal demand, and its expected cost per period: a newsvendor
 * that faces the demand of L + 1 periods (Snyder and Shen 2019, chapter 4).
 */
export function baseStock(problem: BaseStockProblem): NewsvendorAnswer {
  return newsvendor(overLeadTime(problem));
}

/** Expected cost per period of ordering up to `level` in every period. */
export function baseStockCost(problem: BaseStockProblem, level: number): number {
  return newsvendorCost(overLeadTime(problem), level);
}

function overLeadTime(problem: BaseStockProblem): NewsvendorProblem {
  const { holdingCost, shortageCost, leadTime, demandMean, demandDeviation } = problem;
  const periods = leadTime + 1;
  const demand = normalDemand(demandMean * periods, demandDeviation * Math.sqrt(periods));
  return { holdingCost, shortageCost, demand };
}
