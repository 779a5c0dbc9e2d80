import type { DemandModel } from "./demand-model.js";

/**
 * Demand of k units with probability `table[k]`, k = 0, 1, …; the table sums to 1. The loss functions are
 * sums of tails from the far end, so that small ones keep their digits: with G(x) = P(X > x), E[(X − x)⁺] is
 * G(x) + G(x + 1) + …, and the second-order loss is E[(X − x − 1)⁺] + E[(X − x − 2)⁺] + … (Snyder and Shen
 * 2019, appendix C).
 */
export function wholeUnitDemand(table: Float64Array): DemandModel {
  const tails = tailsOf(table);
  const losses = sumsFrom(tails, 0);
  const seconds = sumsFrom(losses, 1);
  const mean = losses[0];
  const below = tails.map((tail) => 1 - tail);
  return {
    mean,
    deviation: Math.sqrt(Math.max(2 * seconds[0] + mean - mean ** 2, 0)),
    wholeUnits: true,
    cumulative: (x) => (x < 0 ? 0 : x >= table.length - 1 ? 1 : below[Math.floor(x)]),
    quantile: (probability) => firstAtLeast(below, probability),
    loss(x) {
      if (x < 0) return mean - x;
      const whole = Math.floor(x);
      return whole >= table.length ? 0 : losses[whole] - (x - whole) * tails[whole];
    },
    secondLoss(x) {
      // Below 0 every step down adds the loss there, mean − y: those of y = x + 1, …, 0.
      const steps = Math.max(-x, 0);
      const toZero = steps * mean + (steps * (steps - 1)) / 2;
      return toZero + (seconds[Math.max(x, 0)] ?? 0);
    },
  };
}

/** tails[x] = P(X > x). */
function tailsOf(table: Float64Array): Float64Array {
  const tails = new Float64Array(table.length);
  for (let x = table.length - 2; x >= 0; x--) tails[x] = tails[x + 1] + table[x + 1];
  return tails;
}

/** sums[x] = terms[x + ahead] + terms[x + ahead + 1] + … */
function sumsFrom(terms: Float64Array, ahead: number): Float64Array {
  const sums = new Float64Array(terms.length);
  let sum = 0;
  for (let x = terms.length - 1; x >= 0; x--) {
    sum += terms[x + ahead] ?? 0;
    sums[x] = sum;
  }
  return sums;
}

function firstAtLeast(increasing: Float64Array, value: number): number {
  let low = 0;
  let high = increasing.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (increasing[middle] >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
