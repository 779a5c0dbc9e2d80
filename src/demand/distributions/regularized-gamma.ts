import { logGamma } from "./log-gamma.js";

/**
 * P(a, x), the probability that a gamma variable of shape a and scale 1 is at most x: the series
 * Abramowitz and Stegun 6.5.29 below a + 1, the continued fraction 6.5.31 above. Absolute error below 1e-13.
 */
export function regularizedGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** P(Z <= z) of a standard normal variable. Keeps relative accuracy in the lower tail. */
export function normalCumulative(z: number): number {
  const half = (z * z) / 2;
  if (half === 0) return 0.5;
  const tail = half < 1.5 ? (1 - lowerSeries(0.5, half)) / 2 : upperFraction(0.5, half) / 2;
  return z < 0 ? tail : 1 - tail;
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * front(a, x);
}

/** Lentz's method for the continued fraction of Q(a, x) = 1 - P(a, x). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction * front(a, x);
}

function front(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}
