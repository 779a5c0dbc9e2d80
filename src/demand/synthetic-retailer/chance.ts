import type { RandomStream } from "../../base/random.js";

/** A number in [low, high), all equally likely. */
export function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.uniform();
}

/** A number in [low, high) whose logarithm is uniform: half of them lie below √(low · high). */
export function logBetween(stream: RandomStream, low: number, high: number): number {
  return low * (high / low) ** stream.uniform();
}

/** A standard normal number (Box and Muller, one of the pair). */
export function standardNormal(stream: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - stream.uniform()));
  return radius * Math.cos(2 * Math.PI * stream.uniform());
}

/**
 * Whole units with the given mean and the variance mean + mean² / shape (negative binomial), where the mean
 * changes with every draw. Small means by inversion; from 40 on by the normal distribution of the same
 * moments, which is fast and near enough for invented demand.
 */
export function countWithMean(mean: number, shape: number, stream: RandomStream): number {
  if (mean <= 0) return 0;
  if (mean >= 40) {
    const spread = Math.sqrt(mean + (mean * mean) / shape);
    return Math.max(Math.round(mean + spread * standardNormal(stream)), 0);
  }
  const stay = mean / (mean + shape);
  let probability = (shape / (mean + shape)) ** shape;
  let left = stream.uniform() - probability;
  let count = 0;
  while (left >= 0 && count < 4000) {
    probability *= (stay * (shape + count)) / (count + 1);
    count++;
    left -= probability;
  }
  return count;
}
