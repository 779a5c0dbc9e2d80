import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../base/random.js";
import { evenNumbers, orthogonalWeights } from "./layer.js";

const size = fc.integer({ min: 1, max: 12 });

describe("first weights", () => {
  it("at right angles: the shorter side's vectors have the length, and nothing in common", () => {
    fc.assert(
      fc.property(size, size, fc.integer(), (rows, columns, seed) => {
        const shape = { name: "weights", rows, columns };
        const numbers = orthogonalWeights(shape, randomStream(seed), 2);
        const entry = (row: number, column: number) => numbers[row * columns + column];
        const [few, many] = [Math.min(rows, columns), Math.max(rows, columns)];
        const of = (vector: number, k: number) => (rows <= columns ? entry(vector, k) : entry(k, vector));
        for (let a = 0; a < few; a++)
          for (let b = 0; b <= a; b++) {
            let product = 0;
            for (let k = 0; k < many; k++) product += of(a, k) * of(b, k);
            expect(product).toBeCloseTo(a === b ? 4 : 0, 6);
          }
      }),
      { numRuns: 30 },
    );
  });

  it("evenly within bounds fill them", () => {
    const numbers = evenNumbers({ name: "bias", rows: 400, columns: 1 }, randomStream(1), 0.5);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...numbers)).toBeGreaterThan(0.48);
    expect(Math.min(...numbers)).toBeLessThan(-0.48);
  });
});
