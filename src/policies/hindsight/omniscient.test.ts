import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Distribution,
  negativeBinomial,
  normal,
  pmfTable,
  poisson,
} from "../../demand/distributions.js";
import { quantileOf } from "./omniscient.js";

/** The smallest quantity within which the distribution stays, counted out. */
function counted(chances: Float64Array, probability: number): number {
  let within = 0;
  return chances.findIndex((chance) => (within += chance) >= probability - 1e-12);
}

function convolved(one: Float64Array, other: Float64Array): Float64Array {
  const sum = new Float64Array(one.length + other.length - 1);
  one.forEach((chance, units) => other.forEach((also, more) => (sum[units + more] += chance * also)));
  return sum;
}

const momentsOf = (demands: readonly Distribution[]) => ({
  mean: demands.reduce((sum, { mean }) => sum + mean, 0),
  variance: demands.reduce((sum, { deviation }) => sum + deviation ** 2, 0),
});
const ratios = fc.double({ min: 0.5, max: 0.99, noNaN: true });

describe("the quantile of true demand over the cover", () => {
  it("is exact for Poisson demand, and for one period of negative binomial demand", () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const demands = fc.tuple(between(0.1, 60), between(0.1, 2));
    fc.assert(
      fc.property(demands, ratios, ([mean, more], ratio) => {
        const one = poisson(mean);
        expect(quantileOf(momentsOf([one]), ratio)).toBe(counted(pmfTable(one), ratio));
        const wide = negativeBinomial(mean, Math.sqrt(1 / mean + more));
        expect(quantileOf(momentsOf([wide]), ratio)).toBe(counted(pmfTable(wide), ratio));
      }),
    );
  });

  it("is near the exact one for days that differ: a weekend and a calm Monday", () => {
    const days = [negativeBinomial(12, 0.5), negativeBinomial(14, 0.5), negativeBinomial(3, 0.9)];
    const exact = days.map((day) => pmfTable(day)).reduce(convolved);
    for (const ratio of [0.5, 0.8, 0.9, 0.95, 0.99])
      expect(Math.abs(quantileOf(momentsOf(days), ratio) - counted(exact, ratio))).toBeLessThanOrEqual(1);
  });

  it("goes on where demand is large, or varies little", () => {
    const large = poisson(400);
    const exact = counted(pmfTable(large), 0.9);
    expect(Math.abs(quantileOf(momentsOf([large]), 0.9) - exact)).toBeLessThanOrEqual(1);
    expect(quantileOf({ mean: 10, variance: 0 }, 0.9)).toBe(10);
    expect(quantileOf({ mean: 50, variance: 25 }, 0.9)).toBe(counted(pmfTable(normal(50, 5)), 0.9));
    expect(quantileOf({ mean: 0, variance: 0 }, 0.9)).toBe(0);
  });
});
