import { describe, expect, it } from "vitest";
import { walkDistribution } from "./random-walk.js";

describe("the walk of a constant order", () => {
  it("is geometric when it moves by one: up with probability 0.4, down with 0.6", () => {
    const distribution = walkDistribution(Float64Array.of(0.4, 0, 0.6), 1);
    for (let over = 0; over < 10; over++)
      expect(distribution?.[over]).toBeCloseTo((1 - 0.4 / 0.6) * (0.4 / 0.6) ** over, 10);
  });

  it("stays exact where it hardly comes back", () => {
    const distribution = walkDistribution(Float64Array.of(0.499, 0, 0.501), 1);
    expect(distribution?.[0]).toBeCloseTo(1 - 0.499 / 0.501, 12);
  });

  it("is given up where steps up and down balance", () => {
    expect(walkDistribution(Float64Array.of(0.5, 0, 0.5), 1)).toBeUndefined();
  });

  it("stays at zero without an order", () => {
    expect(walkDistribution(Float64Array.of(0.5, 0.5), 0)?.[0]).toBe(1);
  });
});
