import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import {
  type LeadTime,
  NEVER,
  drawLeadTime,
  expectedLeadTime,
  longestLeadTime,
  randomLeadTime,
  shareLaterThan,
} from "./lead-time.js";

const late = randomLeadTime([0.2, 0, 0.5, 0.2]);

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

describe("a supplier who promises, is late and loses orders", () => {
  const supplier: LeadTime = {
    periods: Float64Array.of(2, 5),
    delays: [0.7, 0.2, 0.1],
    lostShare: Float64Array.of(0, 0.25),
  };

  it("delivers as the shares say, of each series its own", () => {
    const stream = randomStream(5);
    const draws = Array.from({ length: 20_000 }, () => drawLeadTime(supplier, 1, stream));
    const share = (periods: number) => draws.filter((draw) => draw === periods).length / draws.length;
    const expected = { [NEVER]: 0.25, 5: 0.525, 6: 0.15, 7: 0.075 };
    for (const [periods, p] of Object.entries(expected))
      expect(Math.abs(share(Number(periods)) - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / draws.length));
  });

  it("is known by what it promises and the mean delay", () => {
    expect(expectedLeadTime(supplier, 0)).toBeCloseTo(2.4, 12);
    expect(expectedLeadTime(supplier, 1)).toBeCloseTo(5.4, 12);
    expect(longestLeadTime(supplier)).toBe(7);
    const later = [1, 2, 3, 4].map((after) => shareLaterThan(supplier, 0, after));
    expect(later).toEqual([1, 0.3, 0.1, 0].map(near));
    expect(shareLaterThan(supplier, 1, 6)).toBeCloseTo(0.075, 12);
  });
});

function near(value: number) {
  return expect.closeTo(value, 12);
}

describe("a fixed lead time", () => {
  it("takes no chance, and may differ between series", () => {
    const stream = randomStream(3);
    const own: LeadTime = { periods: Float64Array.of(0, 4, 2) };
    expect([0, 1, 2].map((series) => drawLeadTime(own, series, stream))).toEqual([0, 4, 2]);
    expect(expectedLeadTime(own, 1)).toBe(4);
    expect(longestLeadTime(own)).toBe(4);
    expect(stream.uniform()).toBe(randomStream(3).uniform());
  });
});
