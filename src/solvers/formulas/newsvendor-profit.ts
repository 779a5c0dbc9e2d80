import type { DemandModel } from "./demand-model.js";
import { newsvendor, newsvendorCost, type NewsvendorProblem } from "./newsvendor.js";

/** Prices in money per unit. */
export interface NewsvendorProfitProblem {
  readonly sellingPrice: number;
  /** What a unit costs us; below the selling price. */
  readonly unitCost: number;
  /** What a unit left over still brings; below the unit cost. */
  readonly salvageValue: number;
  /** For a unit left over, besides; 0 where not given. */
  readonly holdingCost?: number;
  /** For a unit short, besides the margin that is lost; 0 where not given. */
  readonly shortageCost?: number;
  readonly demand: DemandModel;
}

export interface NewsvendorProfitAnswer {
  /** Units to buy. */
  readonly level: number;
  /** Expected profit, money. */
  readonly profit: number;
}

/**
 * The purchase that makes the expected profit of one period greatest. A unit left over costs c − v + h, a
 * unit short r − c + p, and the profit is the margin on mean demand less that newsvendor cost (Snyder and
 * Shen 2019, chapter 4).
 */
export function newsvendorProfit(problem: NewsvendorProfitProblem): NewsvendorProfitAnswer {
  const { level } = newsvendor(inCosts(problem));
  return { level, profit: expectedProfit(problem, level) };
}

/** Expected profit of buying `level` units. */
export function expectedProfit(problem: NewsvendorProfitProblem, level: number): number {
  const margin = problem.sellingPrice - problem.unitCost;
  return margin * problem.demand.mean - newsvendorCost(inCosts(problem), level);
}

function inCosts(problem: NewsvendorProfitProblem): NewsvendorProblem {
  const { sellingPrice, unitCost, salvageValue, holdingCost = 0, shortageCost = 0, demand } = problem;
  return {
    holdingCost: unitCost - salvageValue + holdingCost,
    shortageCost: sellingPrice - unitCost + shortageCost,
    demand,
  };
}
