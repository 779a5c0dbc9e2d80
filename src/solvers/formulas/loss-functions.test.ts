import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { negativeBinomial, parseDistribution, poisson } from "../../demand/distributions.js";
import { normalCumulative } from "../../demand/distributions/regularized-gamma.js";
import { type DemandModel, expectedLeftover } from "./demand-model.js";
import { demandTable } from "./demand-table.js";
import { empiricalDemand } from "./empirical-demand.js";
import { gammaDemand } from "./gamma-demand.js";
import { lognormalDemand } from "./lognormal-demand.js";
import { normalDemand } from "./normal-demand.js";
import { normalQuantile } from "./normal-quantile.js";
import { wholeUnitDemand } from "./whole-unit-demand.js";

const table = (text: string) => wholeUnitDemand(demandTable(parseDistribution(text)));

const continuous: readonly (readonly [string, DemandModel])[] = [
  ["normal", normalDemand(50, 8)],
  ["lognormal", lognormalDemand(2, 0.3)],
  ["gamma", gammaDemand(20, 0.5)],
  ["exponential", gammaDemand(7, 1)],
  ["gamma, lumpy", gammaDemand(5, 1.7)],
];

const whole: readonly (readonly [string, DemandModel])[] = [
  ["Poisson", table("poisson:6")],
  ["negative binomial", table("negative-binomial:9,0.8")],
  ["geometric", table("geometric:5")],
  ["uniform", table("uniform:3,11")],
  ["a written table with a gap", table("pmf:0.9,0,0,0,0,0,0,0,0,0,0,0.1")],
  ["empirical, whole", empiricalDemand([4, 0, 7, 7, 2])],
];

describe("the normal quantile", () => {
  it("has the values of the tables to thirteen digits", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 13);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    // Roots of erfc(−z / √2) / 2 = probability in 40-digit arithmetic.
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
    expect(normalQuantile(1e-100)).toBeCloseTo(-21.27345356096532, 12);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });

  it("inverts the cumulative everywhere", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 8, noNaN: true }), (z) => {
        const probability = normalCumulative(z);
        // Near 1 a probability no longer resolves z.
        const resolution = 2e-16 / Math.exp((-z * z) / 2);
        expect(Math.abs(normalQuantile(probability) - z)).toBeLessThan(1e-11 + (z > 0 ? resolution * 10 : 0));
      }),
    );
  });
});

describe("loss functions with known values", () => {
  it("a standard normal demand: Zipkin 2000, the value at 0 is φ(0), the second-order one 1/4", () => {
    const standard = normalDemand(0, 1);
    expect(standard.loss(0)).toBeCloseTo(0.3989422804014327, 15);
    expect(standard.secondLoss(0)).toBeCloseTo(0.25, 15);
    expect(standard.loss(1)).toBeCloseTo(0.08331547058768629, 14);
  });

  it("an exponential demand: mean · exp(−x / mean), and mean² · exp(−x / mean)", () => {
    const exponential = gammaDemand(7, 1);
    expect(exponential.loss(10)).toBeCloseTo(7 * Math.exp(-10 / 7), 12);
    expect(exponential.secondLoss(10)).toBeCloseTo(49 * Math.exp(-10 / 7), 11);
    expect(exponential.quantile(0.9)).toBeCloseTo(7 * Math.log(10), 12);
  });

  it("a geometric demand: mean · (mean / (1 + mean))ˣ, far into the tail", () => {
    const geometric = table("geometric:5");
    expect(geometric.loss(3) / (5 * (5 / 6) ** 3)).toBeCloseTo(1, 12);
    expect(geometric.loss(60) / (5 * (5 / 6) ** 60)).toBeCloseTo(1, 9);
    expect(geometric.secondLoss(3) / (25 * (5 / 6) ** 3)).toBeCloseTo(1, 11);
  });

  it("a Poisson demand of mean λ: E[(X − x)⁺] = (λ − x) P(X ≥ x) + x P(X = x)", () => {
    const demand = poisson(6);
    const model = wholeUnitDemand(demandTable(demand));
    const expected = (6 - 8) * (1 - model.cumulative(7)) + 8 * demand.pmf(8);
    expect(model.loss(8)).toBeCloseTo(expected, 13);
  });

  it("five observations, counted by hand", () => {
    const seen = empiricalDemand([4, 0, 7, 7, 2]);
    expect(seen.mean).toBe(4);
    expect(seen.loss(3)).toBe(9 / 5);
    expect(seen.secondLoss(3)).toBe((0 + 6 + 6) / 5);
    expect(seen.quantile(0.6)).toBe(4);
    expect(seen.quantile(0.61)).toBe(7);
    expect(empiricalDemand([0.5, 2.5]).secondLoss(1.5)).toBe(1 / 4);
  });

  it("a negative binomial demand keeps its mean and standard deviation", () => {
    const model = wholeUnitDemand(demandTable(negativeBinomial(9, 0.8)));
    expect(model.mean).toBeCloseTo(9, 11);
    expect(model.deviation).toBeCloseTo(7.2, 9);
  });
});

describe.each([...continuous, ...whole])("the loss functions of %s demand", (_, demand) => {
  const stock = fc.integer({ min: -20, max: 120 });

  it("differ from each other by what is demanded: leftover − shortage = x − mean", () => {
    fc.assert(
      fc.property(stock, (x) => {
        expect(expectedLeftover(demand, x) - demand.loss(x)).toBeCloseTo(x - demand.mean, 9);
        expect(demand.loss(x)).toBeGreaterThanOrEqual(Math.max(demand.mean - x, 0) - 1e-9);
      }),
    );
  });

  it("at 0 give half the second moment", () => {
    const moment = demand.deviation ** 2 + demand.mean ** 2;
    // A normal demand of 50 ± 8 is below 0 with probability 2e-10.
    expect(demand.secondLoss(0)).toBeCloseTo((moment - (demand.wholeUnits ? demand.mean : 0)) / 2, 7);
  });

  it("the quantile is the first quantity whose cumulative reaches the probability", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (probability) => {
        const x = demand.quantile(probability);
        expect(demand.cumulative(x)).toBeGreaterThanOrEqual(probability - 1e-13);
        const before = demand.wholeUnits ? x - 1 : x - 1e-6 * Math.max(Math.abs(x), 1);
        expect(demand.cumulative(before)).toBeLessThan(probability);
      }),
    );
  });
});

describe.each(continuous)("slopes, %s demand", (_, demand) => {
  it("the loss falls by the chance of a shortage, the second-order loss by the loss", () => {
    for (const x of [3, 11, 17, 29, 55]) {
      const step = 1e-4 * x;
      const slope = (value: (at: number) => number) => (value(x + step) - value(x - step)) / (2 * step);
      expect(slope(demand.loss)).toBeCloseTo(demand.cumulative(x) - 1, 5);
      expect(slope(demand.secondLoss)).toBeCloseTo(-demand.loss(x), 5);
    }
  });
});

describe.each(whole)("differences, %s demand", (_, demand) => {
  it("a unit more lowers the loss by P(X > x), and the second-order loss by the loss there", () => {
    for (let x = -4; x < 40; x++) {
      expect(demand.loss(x) - demand.loss(x + 1)).toBeCloseTo(1 - demand.cumulative(x), 12);
      expect(demand.secondLoss(x) - demand.secondLoss(x + 1)).toBeCloseTo(demand.loss(x + 1), 10);
    }
  });
});
