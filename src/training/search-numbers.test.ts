import { describe, expect, it } from "vitest";
import { type Numbers, searchNumbers } from "./search-numbers.js";

/** Searches two numbers of one thing from (1, 1). */
function search(cost: (a: number, b: number) => number): readonly [a: number, b: number] {
  const start = { a: Float64Array.of(1), b: Float64Array.of(1) };
  const found = searchNumbers({ start, costOf: ({ a, b }) => [cost(a[0], b[0])] });
  return [found.a[0], found.b[0]];
}

describe("a search for the numbers of a policy", () => {
  it("finds its own best for each thing at once, and leaves the start alone", () => {
    const best = [0.3, 1, 4.4];
    const start = { level: Float64Array.of(1, 1, 1) };
    const costOf = ({ level }: Numbers) => best.map((value, i) => Math.abs(level[i] - value));
    const { level } = searchNumbers({ start, costOf });
    best.forEach((value, i) => expect(Math.abs(level[i] / value - 1)).toBeLessThan(0.04));
    expect([...start.level]).toEqual([1, 1, 1]);
  });

  it("follows a narrow valley in which both numbers rise together", () => {
    const [a, b] = search((low, high) => Math.abs(high - low - 2) * 50 + Math.abs(low - 3));
    expect(Math.abs(a - 3)).toBeLessThan(0.25);
    expect(Math.abs(b - 5)).toBeLessThan(0.25);
  });

  it("takes the deeper of two valleys", () => {
    const valley = (a: number, b: number, depth: number) => (x: number, y: number) =>
      Math.hypot(x - a, y - b) - depth;
    const [near, far] = [valley(1.1, 1.1, 0), valley(0.3, 1.8, 0.5)];
    const [a, b] = search((x, y) => Math.min(near(x, y), far(x, y)));
    expect(Math.hypot(a - 0.3, b - 1.8)).toBeLessThan(0.05);
  });

  it("passes zero where a number is best below it", () => {
    const [a, b] = search((x, y) => Math.abs(x + 0.2) + Math.abs(y - 1.5));
    expect(Math.abs(a + 0.2)).toBeLessThan(0.05);
    expect(Math.abs(b - 1.5)).toBeLessThan(0.06);
  });

  it("keeps the start where every trial costs the same, or is not a number", () => {
    expect(search(() => 7)).toEqual([1, 1]);
    expect(search((a, b) => (a === 1 && b === 1 ? 7 : NaN))).toEqual([1, 1]);
  });
});
