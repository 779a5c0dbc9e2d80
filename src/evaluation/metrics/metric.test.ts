import { describe, expect, it } from "vitest";
import { averageOverSeries } from "./metric.js";

describe("the average over series", () => {
  it("has equal weights, or the given ones, and passes over series without a value", () => {
    const values = Float64Array.of(1, NaN, 5);
    expect(averageOverSeries(values)).toBe(3);
    expect(averageOverSeries(values, Float64Array.of(3, 100, 1))).toBe(2);
  });

  it("is undefined where no series has a value or the weights sum to zero", () => {
    expect(averageOverSeries(Float64Array.of(NaN, NaN))).toBeNull();
    expect(averageOverSeries(Float64Array.of(1, 2), Float64Array.of(0, 0))).toBeNull();
  });
});
