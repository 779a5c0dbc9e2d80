import type { DemandModel } from "./demand-model.js";

/**
 * Demand that is each of the `observations` with the same probability: what was seen, taken as all that can
 * happen. At least one observation; any real quantities, in any order.
 */
export function empiricalDemand(observations: readonly number[]): DemandModel {
  const sorted = Float64Array.from(observations).sort();
  const count = sorted.length;
  const mean = average(sorted, (quantity) => quantity);
  const wholeUnits = sorted.every(Number.isInteger);
  return {
    mean,
    deviation: Math.sqrt(average(sorted, (quantity) => (quantity - mean) ** 2)),
    wholeUnits,
    cumulative: (x) => average(sorted, (quantity) => (quantity <= x ? 1 : 0)),
    // Rounding must not carry 0.3 · 10 over 3, and with it to the fourth of ten observations.
    quantile: (probability) => sorted[Math.max(Math.ceil(probability * count - 1e-9) - 1, 0)],
    loss: (x) => average(sorted, (quantity) => Math.max(quantity - x, 0)),
    secondLoss(x) {
      const unit = wholeUnits ? 1 : 0;
      const positive = (quantity: number) => Math.max(quantity, 0);
      return average(sorted, (quantity) => (positive(quantity - x) * positive(quantity - x - unit)) / 2);
    },
  };
}

function average(values: Float64Array, term: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += term(value);
  return sum / values.length;
}
