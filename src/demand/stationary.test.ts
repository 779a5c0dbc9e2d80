import { describe, expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "./distributions.js";
import { generatePanel } from "./stationary.js";

const distribution = parseDistribution("negative-binomial:5,0.9");

describe("stationary demand", () => {
  it("has the mean asked for, in every series its own", () => {
    const panel = generatePanel({ distribution, series: 200, periods: 100, stream: randomStream(1) });
    const mean = panel.units.reduce((sum, units) => sum + units, 0) / panel.units.length;
    expect(mean).toBeGreaterThan(4.85);
    expect(mean).toBeLessThan(5.15);
    expect([...panel.units.subarray(0, 100)]).not.toEqual([...panel.units.subarray(100, 200)]);
  });

  it("leaves earlier series and periods as they were when more are added", () => {
    const small = generatePanel({ distribution, series: 2, periods: 30, stream: randomStream(1) });
    const large = generatePanel({ distribution, series: 5, periods: 50, stream: randomStream(1) });
    for (const series of [0, 1]) {
      const same = small.units.subarray(series * 30, series * 30 + 30);
      expect(large.units.subarray(series * 50, series * 50 + 30)).toEqual(same);
    }
  });
});
