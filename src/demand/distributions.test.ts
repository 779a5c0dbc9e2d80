import { describe, expect, it } from "vitest";
import { InputError } from "../base/errors.js";
import { randomStream } from "../base/random.js";
import { distributionKinds, normal, parseDistribution, pmfTable } from "./distributions.js";

const texts = [
  "poisson:0.3", "poisson:5", "poisson:140", "geometric:5", "geometric:0.4", "normal:50,8", "normal:2,3",
  "gamma:5,0.5", "gamma:4,1.7", "negative-binomial:5,0.8", "negative-binomial:0.4,2.5", "uniform:2,9",
  "pmf:0.2,0.5,0,0.3",
];

describe.each(texts)("%s", (text) => {
  const distribution = parseDistribution(text);
  const stream = randomStream(11).child(text);
  const draws = Array.from({ length: 40_000 }, () => distribution.sample(stream));

  it("draws demand of its mean and deviation", () => {
    const mean = draws.reduce((sum, demand) => sum + demand, 0) / draws.length;
    const variance = draws.reduce((sum, demand) => sum + (demand - mean) ** 2, 0) / draws.length;
    const standardError = distribution.deviation / Math.sqrt(draws.length);
    expect(Math.abs(mean - distribution.mean)).toBeLessThan(4.5 * standardError);
    expect(Math.sqrt(variance) / distribution.deviation).toBeCloseTo(1, 1);
  });

  it("draws each whole quantity as often as its probability says", () => {
    const counts = new Map<number, number>();
    for (const demand of draws) counts.set(Math.round(demand), (counts.get(Math.round(demand)) ?? 0) + 1);
    for (const [quantity, count] of counts) {
      const expected = distribution.pmf(quantity) * draws.length;
      expect(expected, `${quantity}`).toBeGreaterThan(0);
      expect(Math.abs(count - expected), `${quantity}`).toBeLessThan(5 * Math.sqrt(expected) + 5);
    }
  });

  it("has probabilities that sum to 1, with its mean where it is in whole units", () => {
    const table = pmfTable(distribution);
    expect(table.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...table)).toBeGreaterThan(-1e-12);
    const mean = table.reduce((sum, probability, quantity) => sum + probability * quantity, 0);
    if (distribution.wholeUnits) expect(mean).toBeCloseTo(distribution.mean, 8);
    expect(distribution.pmf(-1)).toBe(0);
    expect(distribution.pmf(2.5)).toBe(0);
  });

  it("draws only whole units, if it says so, and never less than nothing", () => {
    expect(draws.every((demand) => demand >= 0)).toBe(true);
    if (distribution.wholeUnits) expect(draws.every(Number.isInteger)).toBe(true);
  });

  it("draws the same again from the same stream", () => {
    const again = randomStream(11).child(text);
    expect(Array.from({ length: 9 }, () => distribution.sample(again))).toEqual(draws.slice(0, 9));
  });
});

describe("known probabilities", () => {
  it("Poisson of 5 at 5, geometric of 5 at 2", () => {
    expect(parseDistribution("poisson:5").pmf(5)).toBeCloseTo(0.17546736976785068, 13);
    expect(parseDistribution("geometric:5").pmf(2)).toBeCloseTo((1 / 6) * (5 / 6) ** 2, 15);
  });

  it("a negative binomial with the variance of a geometric demand is geometric", () => {
    const same = parseDistribution(`negative-binomial:5,${Math.sqrt(30) / 5}`);
    for (let quantity = 0; quantity < 20; quantity++)
      expect(same.pmf(quantity)).toBeCloseTo(parseDistribution("geometric:5").pmf(quantity), 12);
  });

  it("clipping a standard normal demand leaves the mean 1 / √(2π)", () => {
    expect(normal(0, 1).mean).toBeCloseTo(0.3989422804014327, 14);
  });
});

describe("reading a distribution", () => {
  it.each(distributionKinds)("takes the example of $name", ({ example }) => {
    expect(parseDistribution(` ${example} `).text).toBe(example);
  });

  it.each([
    ["poison:5", /--demand: "poison:5" is no known distribution.*poisson:MEAN/],
    ["poisson", /"poisson" lacks a number.*poisson:MEAN, for instance poisson:5/],
    ["poisson:", /lacks a number/],
    ["poisson:five", /"five" in "poisson:five" is no number/],
    ["poisson:-1", /MEAN is one number above 0/],
    ["poisson:1,2", /MEAN is one number above 0/],
    ["normal:5", /MEAN and SD are two numbers/],
    ["gamma:5,0", /MEAN and CV are two numbers/],
    ["negative-binomial:4,0.5", /must exceed that of a Poisson demand, 1 \/ √MEAN = 0.5; poisson:4 is/],
    ["uniform:5,2", /HIGH not below LOW/],
    ["uniform:0.5,2", /whole numbers/],
    ["pmf:0.5,0.6", /must sum to 1, and sum to 1.1/],
    ["pmf:1.5,-0.5", /between 0 and 1/],
  ])("refuses %s and says what to write", (text, message) => {
    const refused = () => parseDistribution(text, "--demand");
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(message);
  });
});
