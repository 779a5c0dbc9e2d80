import type { SsPolicy } from "./s-s-policy.js";

export interface PowerApproximationProblem {
  /** Per order, money; above 0. */
  readonly orderCost: number;
  /** Per unit and period, money. */
  readonly holdingCost: number;
  readonly shortageCost: number;
  /** Mean and standard deviation of one period's demand, units. */
  readonly demandMean: number;
  readonly demandDeviation: number;
  /** Periods; 0 where not given. */
  readonly leadTime?: number;
}

/**
 * An (s, S) policy from two moments of demand, close to the best: the revised power approximation, whose
 * powers were fitted to hundreds of exact policies (Ehrhardt and Mosier 1984, Management Science 30(5)). Its
 * correction for orders smaller than 1.5 periods of demand is left out, as in Snyder and Shen 2019, chapter
 * 4. Not rounded.
 */
export function powerApproximation(problem: PowerApproximationProblem): SsPolicy {
  const { orderCost, holdingCost, shortageCost, demandMean, demandDeviation, leadTime = 0 } = problem;
  const mean = demandMean * (leadTime + 1);
  const deviation = demandDeviation * Math.sqrt(leadTime + 1);
  const orderQuantity =
    1.3 * demandMean ** 0.494 *
    (orderCost / holdingCost) ** 0.506 *
    (1 + (deviation / demandMean) ** 2) ** 0.116;
  // σ z and σ / z rather than z, which is infinite where demand is certain.
  const deviationTimesRoot = Math.sqrt((orderQuantity * holdingCost * deviation) / shortageCost);
  const deviationOverRoot = Math.sqrt((deviation ** 3 * shortageCost) / (orderQuantity * holdingCost));
  const reorderPoint =
    0.973 * mean + 0.183 * deviationOverRoot + 1.063 * deviation - 2.192 * deviationTimesRoot;
  return { reorderPoint, orderUpToLevel: reorderPoint + orderQuantity };
}
