import fc from "fast-check";
import { expect, it } from "vitest";
import { bestOf, differenceOfBest } from "./best-of.js";

const costs = fc.uniqueArray(fc.record({ validation: fc.nat(99), test: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 2,
  maxLength: 4,
  selector: ({ validation }) => validation,
});
type Costs = readonly { validation: number; test: number }[];

/** Test costs of the best of all draws that there are. */
function allDraws(tried: Costs, count: number): number[] {
  let draws: Costs[] = [[]];
  for (let k = 0; k < count; k++) draws = draws.flatMap((draw) => tried.map((one) => [...draw, one]));
  return draws.map((draw) => draw.reduce((a, b) => (b.validation < a.validation ? b : a)).test);
}

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

it("the best of so many costs what it costs on average over all draws, within their range", () => {
  fc.assert(
    fc.property(costs, fc.integer({ min: 1, max: 4 }), (tried, count) => {
      const draws = allDraws(tried, count);
      const { value, low, high } = bestOf(tried, count);
      expect(value).toBeCloseTo(mean(draws), 10);
      const share = (test: (draw: number) => boolean) => draws.filter(test).length / draws.length;
      expect(share((draw) => draw < low)).toBeLessThanOrEqual(0.025 + 1e-12);
      expect(share((draw) => draw > high)).toBeLessThanOrEqual(0.025 + 1e-12);
    }),
  );
});

it("a difference is that of the means, and lies around 0 between a search and itself", () => {
  fc.assert(
    fc.property(costs, costs, fc.integer({ min: 1, max: 9 }), (first, second, count) => {
      const { value, low, high } = differenceOfBest(first, second, count);
      const means = [first, second].map((tried) => bestOf(tried, count).value);
      expect(value).toBeCloseTo(means[0] - means[1], 10);
      const same = differenceOfBest(first, first, count);
      expect(same.low).toBeCloseTo(-same.high, 10);
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});
