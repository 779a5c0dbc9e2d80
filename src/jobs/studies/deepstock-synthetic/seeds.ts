import { mean } from "../../../base/sums.js";
/** Each training of the study is repeated with these. */
export const SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/** Two-sided 95 % quantiles of Student's distribution, from 1 degree of freedom on. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

export interface OverSeeds {
  readonly value: number;
  /** 95 % interval of the mean over seeds: it says nothing of other trajectories. */
  readonly low: number;
  readonly high: number;
}

/** Mean of what several seeds came to. */
export function overSeeds(numbers: readonly number[]): OverSeeds {
  const value = mean(numbers);
  const half = student(numbers.length - 1) * Math.sqrt(errorSquared(numbers));
  return { value, low: value - half, high: value + half };
}

/** How much more the first came to than the second, their seeds having nothing in common (Welch 1947). */
export function differenceOverSeeds(first: readonly number[], second: readonly number[]): OverSeeds {
  const value = mean(first) - mean(second);
  const errors = [first, second].map(errorSquared);
  const both = errors[0] + errors[1];
  const shares = [first, second].map(({ length }, index) => errors[index] ** 2 / (length - 1));
  const freedom = Math.max(1, Math.floor(both ** 2 / Math.max(shares[0] + shares[1], 1e-300)));
  const half = student(freedom) * Math.sqrt(both);
  return { value, low: value - half, high: value + half };
}

/** Squared standard error of the mean. */
function errorSquared(numbers: readonly number[]): number {
  const middle = mean(numbers);
  const squares = numbers.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return squares / (numbers.length - 1) / numbers.length;
}

function student(freedom: number): number {
  return STUDENT[Math.min(freedom, STUDENT.length) - 1];
}
