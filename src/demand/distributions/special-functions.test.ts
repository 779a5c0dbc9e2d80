import { describe, expect, it } from "vitest";
import { logGamma } from "./log-gamma.js";
import { normalCumulative, regularizedGamma } from "./regularized-gamma.js";

describe("special functions", () => {
  it("log gamma is the factorial at whole numbers and √π at one half", () => {
    expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(101)).toBeCloseTo(363.7393755555635, 10);
  });

  it("the normal distribution has the values of the tables", () => {
    expect(normalCumulative(0)).toBe(0.5);
    expect(normalCumulative(1.959963984540054)).toBeCloseTo(0.975, 13);
    expect(normalCumulative(-1)).toBeCloseTo(0.15865525393145707, 14);
    expect(normalCumulative(-6) / 9.865876450376946e-10).toBeCloseTo(1, 10);
  });

  it("the gamma distribution of shape 1 is exponential, of shape 5 the tail of a Poisson", () => {
    expect(regularizedGamma(1, 2)).toBeCloseTo(1 - Math.exp(-2), 14);
    // P(Poisson(5) >= 5), Abramowitz and Stegun 26.4.21.
    expect(regularizedGamma(5, 5)).toBeCloseTo(0.5595067149347875, 12);
    expect(regularizedGamma(400, 500)).toBeCloseTo(1, 5);
    expect(regularizedGamma(3, 0)).toBe(0);
  });
});
