import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trailingFold, trailingSums } from "./trailing-fold.js";

const range = fc.record({
  values: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }),
  window: fc.integer({ min: 1, max: 20 }),
  from: fc.nat(60),
});

describe("trailing fold", () => {
  it("adds up the window before each decision", () => {
    fc.assert(fc.property(range, ({ values, window, from: wanted }) => {
      const from = Math.min(wanted, values.length);
      const count = values.length + 1 - from;
      const sums = trailingSums({ from, count, window, cell: (period) => values[period] });
      for (let k = 0; k < count; k++) {
        const seen = values.slice(Math.max(from + k - window, 0), from + k);
        expect(sums[k]).toBe(seen.reduce((a, b) => a + b, 0));
      }
    }));
  });

  it("finds the largest value of the window", () => {
    fc.assert(fc.property(range, ({ values, window }) => {
      const largest = trailingFold({
        from: 1, count: values.length, window, cell: (period) => values[period],
        combine: Math.max, empty: -Infinity,
      });
      largest.forEach((most, k) =>
        expect(most).toBe(Math.max(...values.slice(Math.max(k + 1 - window, 0), k + 1))));
    }));
  });

  it("returns to zero exactly after a huge value has left the window", () => {
    const values = [0.1, 1e20, 0.3, 0, 0, 0, 0, 0];
    const sums = trailingSums({ from: 0, count: 9, window: 3, cell: (period) => values[period] });
    expect([...sums.subarray(6)]).toEqual([0, 0, 0]);
  });
});
