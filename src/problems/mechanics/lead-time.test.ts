import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import { type LeadTime, NEVER, drawLeadTime, expectedLeadTime, longestLeadTime } from "./lead-time.js";

const late: LeadTime = { kind: "random", probabilities: [0.2, 0, 0.5, 0.2] };

describe("a random lead time", () => {
  it("is drawn as often as its probabilities say; what is missing to 1 never arrives", () => {
    const stream = randomStream(3);
    const draws = Array.from({ length: 20_000 }, () => drawLeadTime(late, 0, stream));
    const share = (periods: number) => draws.filter((draw) => draw === periods).length / draws.length;
    // Three standard errors of a share of one half are 0.011.
    expect(Math.abs(share(0) - 0.2)).toBeLessThan(0.011);
    expect(share(1)).toBe(0);
    expect(Math.abs(share(2) - 0.5)).toBeLessThan(0.011);
    expect(Math.abs(share(3) - 0.2)).toBeLessThan(0.011);
    expect(Math.abs(share(NEVER) - 0.1)).toBeLessThan(0.011);
  });

  it("is expected to be the mean of the orders that arrive", () => {
    expect(expectedLeadTime(late, 0)).toBeCloseTo((2 * 0.5 + 3 * 0.2) / 0.9, 12);
    expect(longestLeadTime(late)).toBe(3);
  });
});

describe("a fixed lead time", () => {
  it("takes no chance, and may differ between series", () => {
    const stream = randomStream(3);
    const own: LeadTime = { kind: "fixed", periods: Float64Array.of(0, 4, 2) };
    expect([0, 1, 2].map((series) => drawLeadTime(own, series, stream))).toEqual([0, 4, 2]);
    expect(expectedLeadTime(own, 1)).toBe(4);
    expect(longestLeadTime(own)).toBe(4);
    expect(stream.uniform()).toBe(randomStream(3).uniform());
  });
});
