import { describe, expect, it } from "vitest";
import { learnedBy } from "../../test/contracts/learned-by.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { baseHead, noneHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import type { Policy } from "../policies/policy.js";
import { type Problem, backlog, fixedCost, lostSales } from "../problems/index.js";
import { type DdpgOptions, ddpg } from "./ddpg.js";

const quick = { lanes: 32, periods: 32, batch: 128 };

function learned(problem: Problem, policy: Policy, steps: number, options: Partial<DdpgOptions> = {}) {
  return learnedBy(ddpg({ ...quick, ...options }), { problem, policy, steps });
}

describe("deep deterministic policy gradient", () => {
  it("finds the level for lead time 1, shortage cost 1: 10", () => {
    const problem = backlog({ leadTime: 1, holdingCost: 1, shortageCost: 1, wholeUnits: false });
    const [cover] = learned(problem, baseStock(), 40, { noise: "normal" }).parameters;
    // A network that has learned nothing aims at 13. The cost is flat around the best level.
    expect(Math.abs((cover * 5 * 2) / 10 - 1)).toBeLessThan(0.03);
  });

  it("comes near the optimum of lost sales, 5.4382 for Poisson demand of mean 5 (Zipkin 2008)", () => {
    const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
    const policy = neuralPolicy({ hidden: [16, 16], head: baseHead() });
    const { cost } = learned(problem, policy, 50, { noise: "normal" });
    expect(Math.abs(cost / 5.4382 - 1)).toBeLessThan(0.02);
  });

  it("learns to order seldom where every order costs, near the (s, S) policy's 14.6572", () => {
    const problem = fixedCost({ leadTime: 0, holdingCost: 1, shortageCost: 9, orderCost: 20 });
    const policy = neuralPolicy({ hidden: [16, 16], head: noneHead() });
    const { cost } = learned(problem, policy, 60, { noise: "normal" });
    // Ordering every period costs 20 and more.
    expect(cost).toBeLessThan(1.1 * 14.6572);
    expect(cost).toBeGreaterThan(0.97 * 14.6572);
  });
});

describe("what makes it TD3", () => {
  const problem = backlog({ leadTime: 1, holdingCost: 1, shortageCost: 1, wholeUnits: false });
  const brief = (options: Partial<DdpgOptions>) =>
    learned(problem, baseStock(), 4, { updates: 10, randomPlays: 1, ...options });
  const plain = brief({});

  it("has a second critic, and believes the one that expects more to pay", () => {
    const twin = brief({ critics: 2 });
    const size = plain.state["critics parameters"].length;
    expect(twin.state["critics parameters"]).toHaveLength(2 * size);
    expect(twin.parameters).not.toEqual(plain.parameters);
  });

  it("moves the actor and all averages every so many gradient steps of the critics", () => {
    const { state } = brief({ actorEvery: 3 });
    expect(state["critics adamSteps"][0]).toBe(40);
    expect(state["actor adamSteps"][0]).toBe(13);
    const never = brief({ actorEvery: 41 });
    const begun = brief({ actorEvery: 41, updates: 1 });
    expect(never.state["critics average"]).toEqual(begun.state["critics average"]);
    expect(never.state["critics parameters"]).not.toEqual(begun.state["critics parameters"]);
  });

  it("smooths targets by noise that is cut off", () => {
    const taught = (options: Partial<DdpgOptions>) =>
      brief({ tracking: 0.5, ...options }).state["critics parameters"];
    const [none, cut, much] = [
      taught({}),
      taught({ smoothing: 0.5, smoothingMost: 1e-9 }),
      taught({ smoothing: 0.5 }),
    ];
    const distance = (one: Float32Array) => Math.max(...one.map((value, k) => Math.abs(value - none[k])));
    expect(distance(cut)).toBeLessThan(1e-5);
    expect(distance(much)).toBeGreaterThan(5e-4);
  });

  it("explores by the noise that it is told", () => {
    const replayed = (noise: DdpgOptions["noise"]) => brief({ noise, updates: 1 }).state["replay wish 0"];
    const [none, normal, wandering] = [replayed("none"), replayed("normal"), replayed("wandering")];
    const spread = (wishes: Float32Array) => {
      const later = wishes.slice(2 * 1024, 3 * 1024);
      const mean = later.reduce((sum, wish) => sum + wish, 0) / later.length;
      return Math.sqrt(later.reduce((sum, wish) => sum + (wish - mean) ** 2, 0) / later.length);
    };
    // Level 13 of every wish; deviation 0.3 × 5; wandering multiplies it by 1 / √(1 − 0.85²) in the end.
    expect(spread(none)).toBeLessThan(1e-4);
    expect(spread(normal)).toBeGreaterThan(1.4);
    expect(spread(normal)).toBeLessThan(1.6);
    expect(spread(wandering)).toBeGreaterThan(2);
  });
});
