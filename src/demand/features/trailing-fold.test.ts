import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TrailingRange, cellsOf, trailingMaxima, trailingSums } from "./trailing-fold.js";

const range = fc.record({
  values: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }),
  window: fc.integer({ min: 1, max: 20 }),
  from: fc.nat(60),
});

function cellsIn(values: readonly number[], range: TrailingRange): Float64Array {
  return cellsOf(range, (period) => values[period]);
}

describe("trailing fold", () => {
  it("adds up the window before each decision", () => {
    fc.assert(fc.property(range, ({ values, window, from: wanted }) => {
      const from = Math.min(wanted, values.length);
      const count = values.length + 1 - from;
      const sums = trailingSums({ from, count, window }, cellsIn(values, { from, count, window }));
      for (let k = 0; k < count; k++) {
        const seen = values.slice(Math.max(from + k - window, 0), from + k);
        expect(sums[k]).toBe(seen.reduce((a, b) => a + b, 0));
      }
    }));
  });

  it("finds the largest value of the window", () => {
    fc.assert(fc.property(range, ({ values, window }) => {
      const sizes = values.map(Math.abs);
      const decisions = { from: 0, count: values.length + 1, window };
      trailingMaxima(decisions, cellsIn(sizes, decisions)).forEach((most, k) =>
        expect(most).toBe(Math.max(0, ...sizes.slice(Math.max(k - window, 0), k))));
    }));
  });

  it("returns to zero exactly after a huge value has left the window", () => {
    const values = [0.1, 1e20, 0.3, 0, 0, 0, 0, 0];
    const decisions = { from: 0, count: 9, window: 3 };
    const sums = trailingSums(decisions, cellsIn(values, decisions));
    expect([...sums.subarray(6)]).toEqual([0, 0, 0]);
  });
});
