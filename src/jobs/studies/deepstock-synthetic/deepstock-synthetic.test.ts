import { describe, expect, it } from "vitest";
import { silentProgress } from "../../../base/progress.js";
import { independentLows } from "../../../demand/deepstock-synthetic/settings.js";
import { partsOf } from "../parts.js";
import { deepstockSynthetic } from "./deepstock-synthetic.js";
import { meanCost, orderProgram } from "./order-program.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

describe("the benchmarks of settings 1 and 4", () => {
  it("are those of the reference, to its last digit", async () => {
    const unkept = partsOf(undefined, context.signal, "");
    const { rows } = await deepstockSynthetic.run({ quick: false, ...unkept }, context);
    expect(rows).toHaveLength(6 + 30);
    for (const { keys, value, published } of rows)
      expect(Math.abs(value - Number(published)), JSON.stringify(keys)).toBeLessThan(
        keys.setting === 1 ? 5e-5 : 5.1e-6,
      );
  });

  it("expect the known cost and order up to the known levels under the true demand", () => {
    const chances = independentLows().map((low) => new Float64Array(low + 5).fill(0.2, low));
    const program = orderProgram(chances);
    expect(program.expectedCost).toBeCloseTo(0.854286, 6);
    const reviews = Array.from({ length: 14 }, (_, index) => 2 + 2 * index);
    const levels = reviews.map((day) => program.order(day, 0));
    expect(levels).toEqual([45, 42, 45, 36, 34, 23, 23, 30, 33, 42, 29, 30, 31, 30]);
    expect(reviews.map((day) => program.order(day, -7))).toEqual(levels.map((level) => level + 7));
  });

  it("expect what they then cost where demand is certain", () => {
    const demand = Float64Array.from({ length: 31 }, (_, day) => (3 * day) % 7);
    const certain = Array.from(demand, (units) => new Float64Array(units + 1).fill(1, units));
    const program = orderProgram(certain);
    expect(meanCost(program, [demand])).toBeCloseTo(program.expectedCost, 12);
  });
});
