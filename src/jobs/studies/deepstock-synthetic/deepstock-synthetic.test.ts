import { describe, expect, it } from "vitest";
import { silentProgress } from "../../../base/progress.js";
import { independentLows } from "../../../demand/deepstock-synthetic/settings.js";
import { executor } from "../../../../test/contracts/executor.js";
import { gather } from "../../../engine/index.js";
import type { Policy } from "../../../policies/policy.js";
import { upTo } from "../../../policies/up-to.js";
import { differentiableSimulation } from "../../../training/index.js";
import { partsOf } from "../parts.js";
import { deepstockSynthetic } from "./deepstock-synthetic.js";
import { learnPolicy } from "./learned-policies.js";
import { meanCost, orderProgram } from "./order-program.js";
import { published } from "./published-configurations.js";
import { settingOf } from "./settings.js";
import { learnOnce } from "./training.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

const trueLevels = [45, 42, 45, 36, 34, 23, 23, 30, 33, 42, 29, 30, 31, 30];

describe("a policy that learns", () => {
  const setting = settingOf({ setting: 1 });
  const options = { executor, seed: 1 };

  /** Orders up to the best levels under the true demand, one for each review. */
  const bestLevels: Policy = {
    name: "levels",
    summary: "Levels by review.",
    bind() {
      const table = { name: "levels", rows: 16, columns: 1 };
      return {
        hasTarget: true,
        parameters: [table],
        initial: () => Float32Array.from([0, ...trueLevels, 0]),
        order: (seen) => upTo(gather(table, seen.plainFeatures!.row(0)), seen),
      };
    },
  };

  it("plays what the program plays, to the last digit: 0.7761, 0.8789 and 0.8592 at its levels", async () => {
    const trainer = differentiableSimulation({ maxSteps: 0 });
    const played = await learnPolicy(setting, { ...options, policy: bestLevels, trainer });
    const costs = [played.train, played.validation, played.test];
    const found = costs.map((cost) => Math.round(cost * 1e4) / 1e4);
    expect(found).toEqual([0.7761, 0.8789, 0.8592]);
  });

  it("by differentiable simulation costs no more than the reference does", async () => {
    const configuration = published.find(({ method, head }) => method === "DS" && head === "base")!;
    const host = { threads: 1, isStopped: () => false };
    const learned = await learnOnce({ setting: { setting: 1 }, configuration, seed: 1 }, host);
    expect(learned?.test).toBeLessThan(configuration.most);
    expect(learned?.test).toBeGreaterThan(0.854286);
  });
});

describe("the benchmarks of settings 1 and 4", () => {
  it("are those of the reference, to its last digit", async () => {
    const unkept = partsOf(undefined, context.signal, "");
    const { rows } = await deepstockSynthetic.run({ quick: true, ...unkept }, context);
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
    expect(levels).toEqual(trueLevels);
    expect(reviews.map((day) => program.order(day, -7))).toEqual(levels.map((level) => level + 7));
  });

  it("expect what they then cost where demand is certain", () => {
    const demand = Float64Array.from({ length: 31 }, (_, day) => (3 * day) % 7);
    const certain = Array.from(demand, (units) => new Float64Array(units + 1).fill(1, units));
    const program = orderProgram(certain);
    expect(meanCost(program, [demand])).toBeCloseTo(program.expectedCost, 12);
  });
});
