import { randomNormal } from "d3-random";
import { describe, expect, it } from "vitest";
import { randomStream, type RandomStream } from "../base/random.js";
import {
  differenceInterval,
  meanInterval,
  percentInterval,
  ratioInterval,
  resampleSeries,
  standardError,
} from "./bootstrap.js";

const width = ({ low, high }: { low: number; high: number }) => high - low;

function normal(stream: RandomStream, count: number, mean = 0, deviation = 1): Float64Array {
  const draw = randomNormal.source(stream.uniform)(mean, deviation);
  return Float64Array.from({ length: count }, draw);
}

describe("the bootstrap over series", () => {
  it("gives mean ± 1.96 standard errors for normal values", () => {
    const values = normal(randomStream(1), 400, 10, 2);
    const { mean, low, high } = meanInterval(values, { stream: randomStream(2), resamples: 10_000 });
    const error = standardError(values)!;
    expect(mean).toBeCloseTo(values.reduce((a, b) => a + b) / 400, 12);
    expect((mean - low) / error).toBeCloseTo(1.96, 1);
    expect((high - mean) / error).toBeCloseTo(1.96, 1);
  });

  it("covers the true mean about as often as it says", () => {
    const covers = (level: number) => {
      let covered = 0;
      for (let run = 0; run < 400; run++) {
        const stream = randomStream(run);
        const interval = meanInterval(normal(stream, 60, 3), { stream, resamples: 400, level });
        if (interval.low <= 3 && 3 <= interval.high) covered++;
      }
      return covered / 400;
    };
    expect(covers(0.95)).toBeGreaterThan(0.91);
    expect(covers(0.95)).toBeLessThan(0.98);
    expect(covers(0.5)).toBeGreaterThan(0.43);
    expect(covers(0.5)).toBeLessThan(0.57);
  });

  it("covers a ratio of sums whose parts depend on each other", () => {
    let covered = 0;
    for (let run = 0; run < 300; run++) {
      const stream = randomStream(run);
      const denominator = normal(stream, 80, 10, 2).map(Math.abs);
      const noise = normal(stream, 80);
      const numerator = denominator.map((value, k) => 0.5 * value + noise[k]);
      const interval = ratioInterval({ numerator, denominator }, { stream, resamples: 400 })!;
      if (interval.low <= 0.5 && 0.5 <= interval.high) covered++;
    }
    expect(covered / 300).toBeGreaterThan(0.9);
    expect(covered / 300).toBeLessThan(0.985);
  });

  it("is narrower for the difference of two policies when series are paired", () => {
    const stream = randomStream(5);
    const others = normal(stream, 200, 100, 30);
    const noise = normal(stream, 200);
    const values = others.map((value, k) => 0.97 * value + noise[k]);
    const paired = differenceInterval({ values, others }, { stream });
    const shuffled = differenceInterval({ values, others: others.toReversed() }, { stream });
    expect(paired.mean).toBeCloseTo(shuffled.mean, 9);
    expect(width(paired)).toBeLessThan(width(shuffled) / 5);
    expect(paired.high).toBeLessThan(0);
  });

  it("has no width where a policy costs the same share less on every series", () => {
    const others = normal(randomStream(6), 50, 100, 30).map(Math.abs);
    const values = others.map((value) => 0.9 * value);
    const percent = percentInterval({ values, others }, { stream: randomStream(7) })!;
    expect(percent.low).toBeCloseTo(-10, 9);
    expect(percent.high).toBeCloseTo(-10, 9);
  });

  it("has no percentage of a cost that may be zero", () => {
    const values = Float64Array.of(1, 1, 1);
    const options = { stream: randomStream(7) };
    expect(percentInterval({ values, others: Float64Array.of(0, 0, 5) }, options)).toBeNull();
    expect(ratioInterval({ numerator: values, denominator: new Float64Array(3) }, options)).toBeNull();
  });

  it("gives the same bits for the same stream and other draws for another", () => {
    const values = normal(randomStream(1), 30);
    const interval = (seed: number) => meanInterval(values, { stream: randomStream(seed) });
    expect(interval(3)).toEqual(interval(3));
    expect(interval(3)).not.toEqual(interval(4));
  });

  it("shares its draws between columns and between calls with one stream", () => {
    const column = normal(randomStream(1), 30);
    const stream = randomStream(9);
    const both = resampleSeries([column, column], { stream, resamples: 50 }).resampledSums;
    const alone = resampleSeries([column], { stream, resamples: 50 }).resampledSums;
    for (let k = 0; k < 50; k++) expect([both[2 * k], both[2 * k + 1]]).toEqual([alone[k], alone[k]]);
  });

  it("takes 2,000 resamples of 4,000 series in far less than a person would notice", () => {
    const columns = [normal(randomStream(1), 4000), normal(randomStream(2), 4000)];
    const before = performance.now();
    resampleSeries(columns, { stream: randomStream(3) });
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe("the standard error", () => {
  it("is s / √n", () => {
    expect(standardError(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
  });

  it("is undefined for a single value", () => {
    expect(standardError(Float64Array.of(2))).toBeNull();
  });
});
