import type { Distribution } from "../../demand/distributions.js";

/**
 * P(demand = 0, 1, 2, …) of one period, as far as numbers tell it from 0, scaled to sum to 1. Continuous
 * demand is rounded to whole units.
 */
export function demandTable(distribution: Distribution): Float64Array {
  const probabilities: number[] = [];
  let total = 0;
  const limit = Math.ceil(distribution.mean + 1000 * distribution.deviation + 1000);
  for (let quantity = 0; quantity <= limit; quantity++) {
    const probability = Math.max(distribution.pmf(quantity), 0);
    if (probability < NEGLIGIBLE && total > ALMOST_ALL && quantity > distribution.mean) break;
    probabilities.push(probability);
    total += probability;
  }
  const last = probabilities.findLastIndex((probability) => probability > 0);
  return Float64Array.from(probabilities.slice(0, last + 1), (probability) => probability / total);
}

const NEGLIGIBLE = 1e-17;
/** A table may have gaps, and its end is where next to nothing is left. */
const ALMOST_ALL = 1 - 1e-9;
