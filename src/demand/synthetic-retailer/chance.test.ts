import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import { countWithMean, logBetween, standardNormal } from "./chance.js";

const draws = 30_000;

function moments(draw: () => number) {
  const values = Array.from({ length: draws }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  return { values, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws };
}

describe("chance of the synthetic retailer", () => {
  it.each([[0.05, 3], [2, 1], [15, 30], [39, 5], [41, 5], [400, 10]])(
    "counts of mean %d and shape %d have the moments of a negative binomial",
    (mean, shape) => {
      const stream = randomStream(3);
      const seen = moments(() => countWithMean(mean, shape, stream));
      const variance = mean + mean ** 2 / shape;
      expect(Math.abs(seen.mean - mean)).toBeLessThan(4.5 * Math.sqrt(variance / draws));
      expect(seen.variance / variance).toBeGreaterThan(0.88);
      expect(seen.variance / variance).toBeLessThan(1.12);
      expect(seen.values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    },
  );

  it("a count with mean 0 is 0", () => {
    expect(countWithMean(0, 3, randomStream(1))).toBe(0);
  });

  it("standard normal numbers have mean 0 and variance 1", () => {
    const stream = randomStream(4);
    const { mean, variance } = moments(() => standardNormal(stream));
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(variance).toBeCloseTo(1, 1);
  });

  it("half of the numbers between 1 and 100 on a log scale lie below 10", () => {
    const stream = randomStream(5);
    const { values } = moments(() => logBetween(stream, 1, 100));
    expect(values.filter((value) => value < 10).length / draws).toBeCloseTo(0.5, 1);
  });
});
