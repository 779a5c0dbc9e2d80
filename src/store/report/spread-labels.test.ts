import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "./spread-labels.js";

describe("labels along a line", () => {
  it("stay where they are when they are far enough apart", () => {
    expect(spreadLabels([5, 20, 80], { gap: 10, low: 0, high: 100 })).toEqual([5, 20, 80]);
  });

  it("stand around their mean when they fall on one spot", () => {
    expect(spreadLabels([50, 50, 50], { gap: 10, low: 0, high: 100 })).toEqual([40, 50, 60]);
  });

  it("share the room where there is not enough for the gap", () => {
    expect(spreadLabels([9, 9, 9], { gap: 100, low: 0, high: 10 })).toEqual([0, 5, 10]);
  });

  it("keep their order, the gap and the room, wherever they want to be", () => {
    const positions = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(positions, (wanted) => {
        const ascending = wanted.toSorted((a, b) => a - b);
        const placed = spreadLabels(ascending, { gap: 8, low: 0, high: 100 });
        expect(placed).toHaveLength(wanted.length);
        placed.forEach((position, k) => {
          expect(position).toBeGreaterThanOrEqual(-1e-9);
          expect(position).toBeLessThanOrEqual(100 + 1e-9);
          if (k > 0) expect(position - placed[k - 1]).toBeGreaterThanOrEqual(8 - 1e-9);
        });
      }),
    );
  });
});
