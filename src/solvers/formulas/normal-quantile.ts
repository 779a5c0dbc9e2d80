import { normalCumulative } from "../../demand/distributions/regularized-gamma.js";

/** The density of a standard normal variable. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * z with P(Z ≤ z) = probability for a standard normal Z, to about 1e-14; −∞ at 0 and ∞ at 1. The rational
 * start of Hastings (Abramowitz and Stegun 26.2.23, error below 4.5e-4) is refined by Halley's method in the
 * lower tail, where the cumulative keeps its relative accuracy.
 */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability <= 0) return -Infinity;
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = numerator / denominator - t;
  for (let step = 0; step < 3; step++) {
    const newton = (normalCumulative(z) - probability) / normalDensity(z);
    z -= newton / (1 + (z * newton) / 2);
  }
  return z;
}
