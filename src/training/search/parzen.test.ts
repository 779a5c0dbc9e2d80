import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import { listDensity, numberDensity } from "./parzen.js";

describe("a density of numbers", () => {
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("has area 1 on [0, 1]", () => {
    fc.assert(
      fc.property(fc.array(share, { maxLength: 12 }), (seen) => {
        const { at } = numberDensity(seen);
        const steps = 4000;
        let area = 0;
        for (let step = 0; step < steps; step++) area += at((step + 0.5) / steps) / steps;
        expect(area).toBeCloseTo(1, 3);
      }),
      { numRuns: 40 },
    );
  });

  it("is flat to within a bump where nothing was seen, and high where much was", () => {
    const before = numberDensity([]);
    expect(before.at(0.1) / before.at(0.5)).toBeGreaterThan(0.9);
    const after = numberDensity([0.2, 0.21, 0.22, 0.23]);
    expect(after.at(0.21)).toBeGreaterThan(3 * after.at(0.8));
  });

  it("draws as often as it says", () => {
    const density = numberDensity([0.1, 0.15, 0.7]);
    const stream = randomStream(3);
    const draws = Array.from({ length: 20_000 }, () => density.draw(stream));
    for (const from of [0, 0.25, 0.5, 0.75]) {
      const drawn = draws.filter((at) => at >= from && at < from + 0.25).length / draws.length;
      let said = 0;
      for (let step = 0; step < 1000; step++) said += density.at(from + (step + 0.5) / 4000) / 4000;
      expect(Math.abs(drawn - said)).toBeLessThan(0.012);
    }
  });
});

describe("a density of a list", () => {
  it("shares one vote among all places", () => {
    const { at } = listDensity([0, 0, 2], 4);
    expect([0, 1, 2, 3].map(at)).toEqual([2.25 / 4, 0.25 / 4, 1.25 / 4, 0.25 / 4]);
  });

  it("draws as often as it says", () => {
    const { draw, at } = listDensity([0, 0, 2], 4);
    const stream = randomStream(5);
    const draws = Array.from({ length: 20_000 }, () => draw(stream));
    for (const place of [0, 1, 2, 3]) {
      const drawn = draws.filter((found) => found === place).length / draws.length;
      expect(Math.abs(drawn - at(place))).toBeLessThan(0.012);
    }
  });
});
