import { describe, expect, it } from "vitest";
import { axisScale, linearScale, scaleNote } from "./axis-scale.js";

describe("the scale of an axis", () => {
  it("is linear with room on both sides, but not below zero for values that are not", () => {
    expect(axisScale([10, 20])).toMatchObject({ type: "linear", domain: [9.2, 20.8] });
    expect(axisScale([0, 100]).domain).toEqual([0, 108]);
    expect(axisScale([-100, 0]).domain).toEqual([-108, 8]);
  });

  it("has a width even for one value, and for zero", () => {
    for (const values of [[3], [0], [-2, -2]]) {
      const [low, high] = axisScale(values).domain;
      expect(high).toBeGreaterThan(low);
    }
  });

  it("is logarithmic for values far apart, with plain numbers at 1, 2 and 5", () => {
    const scale = axisScale([0.3, 30]);
    expect(scale.type).toBe("log");
    expect(scaleNote(scale, "cost")).toBe(" The scale of cost is logarithmic.");
    const texts = (scale.ticks as number[]).map((tick) => scale.tickFormat?.(tick));
    expect(texts).toEqual(["0.5", "1", "2", "5", "10", "20"]);
  });

  it("is never logarithmic where values are not above zero or a linear scale is asked for", () => {
    expect(axisScale([0, 1e6]).type).toBe("linear");
    expect(linearScale([1, 1e6]).type).toBe("linear");
  });
});
