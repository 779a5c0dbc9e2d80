import { type DemandModel, expectedLeftover } from "./demand-model.js";

export interface NewsvendorProblem {
  /** Per unit left over, money. */
  readonly holdingCost: number;
  /** Per unit short, money. */
  readonly shortageCost: number;
  /** Demand of the one period, units. */
  readonly demand: DemandModel;
}

export interface NewsvendorAnswer {
  /** Stock to have before demand comes, units; a whole number where demand comes in whole units. */
  readonly level: number;
  /** Expected cost of the period, money. */
  readonly cost: number;
}

/**
 * The stock that makes the expected cost of one period least: the smallest S with F(S) ≥ p / (p + h), for
 * continuous and whole demand alike (Snyder and Shen 2019, chapter 4).
 */
export function newsvendor(problem: NewsvendorProblem): NewsvendorAnswer {
  const { holdingCost, shortageCost, demand } = problem;
  const level = demand.quantile(shortageCost / (shortageCost + holdingCost));
  return { level, cost: newsvendorCost(problem, level) };
}

/** Expected cost of one period that starts with `level` units: h E[(S − D)⁺] + p E[(D − S)⁺]. */
export function newsvendorCost(problem: NewsvendorProblem, level: number): number {
  const { holdingCost, shortageCost, demand } = problem;
  return holdingCost * expectedLeftover(demand, level) + shortageCost * demand.loss(level);
}
