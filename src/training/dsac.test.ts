import { describe, expect, it } from "vitest";
import { learnedBy } from "../../test/contracts/learned-by.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { baseHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import type { Policy } from "../policies/policy.js";
import { type Problem, backlog, lostSales } from "../problems/index.js";
import { type DsacOptions, dsac } from "./dsac.js";

const quick = { lanes: 32, periods: 32, batch: 128, criticHidden: [32, 32], learningRate: 2e-3 };

function learned(problem: Problem, policy: Policy, steps: number, options: Partial<DsacOptions> = {}) {
  return learnedBy(dsac({ ...quick, ...options }), { problem, policy, steps });
}

/** Of the wishes of one play of 1,024 decisions, counted from 1. */
function spreadOfWishes(state: Readonly<Record<string, Float32Array>>, play: number): number {
  const wishes = state["replay wish 0"].slice((play - 1) * 1024, play * 1024);
  const mean = wishes.reduce((sum, wish) => sum + wish, 0) / wishes.length;
  return Math.sqrt(wishes.reduce((sum, wish) => sum + (wish - mean) ** 2, 0) / wishes.length);
}

describe("distributional soft actor-critic", () => {
  it("finds the level for lead time 1, shortage cost 1: 10; and comes to vary it as it is told", () => {
    const problem = backlog({ leadTime: 1, holdingCost: 1, shortageCost: 1, wholeUnits: false });
    const { parameters, state } = learned(problem, baseStock(), 40, { targetDeviation: 0.2 });
    // A network that has learned nothing aims at 13. The cost is flat around the best level.
    expect(Math.abs((parameters[0] * 5 * 2) / 10 - 1)).toBeLessThan(0.04);
    expect(spreadOfWishes(state, 3)).toBeGreaterThan(1.25);
    expect(spreadOfWishes(state, 40) / (0.2 * 5)).toBeGreaterThan(0.8);
    expect(spreadOfWishes(state, 40) / (0.2 * 5)).toBeLessThan(1.25);
  });

  it("comes near the optimum of lost sales, 5.4382 for Poisson demand of mean 5 (Zipkin 2008)", () => {
    const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
    const { cost } = learned(problem, neuralPolicy({ hidden: [16, 16], head: baseHead() }), 40);
    expect(Math.abs(cost / 5.4382 - 1)).toBeLessThan(0.02);
  });

  it("learns how uncertain costs are: at the best level, half-normal ones", () => {
    const problem = backlog({ leadTime: 0, holdingCost: 1, shortageCost: 1, wholeUnits: false });
    const { state } = learned(problem, baseStock(), 24, { discount: 0, targetDeviation: 0.05 });
    // Deviation of |D − 5| for normal D of mean 5 and deviation 1.6; a period usually moves 5 · (1 + 1).
    const known = 1.6 * Math.sqrt(1 - 2 / Math.PI);
    expect(Math.abs((state.usual[0] * 10) / known - 1)).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(state.usual[1]) / state.usual[0] - 1)).toBeLessThan(0.1);
  });

  it("varies wishes more where entropy is worth more, and leaves its worth as it is if it is told to", () => {
    const problem = backlog({ leadTime: 1, holdingCost: 1, shortageCost: 1, wholeUnits: false });
    const kept = (temperature: number) =>
      learned(problem, baseStock(), 6, { targetDeviation: "none", temperature }).state;
    const [little, much] = [kept(1e-4), kept(0.1)];
    expect(spreadOfWishes(much, 6)).toBeGreaterThan(1.5 * spreadOfWishes(little, 6));
    const difference = much["actor parameters"].at(-1)! - little["actor parameters"].at(-1)!;
    expect(3 * difference).toBeCloseTo(Math.log(1000), 4);
  });
});
