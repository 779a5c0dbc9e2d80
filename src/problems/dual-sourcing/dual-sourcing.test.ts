import { describe, expect, it } from "vitest";
import { evaluate } from "../../../test/contracts/ask-policy.js";
import { longRunCost } from "../../../test/contracts/long-run-cost.js";
import { playProblem } from "../../../test/contracts/play-problem.js";
import { type ContractOptions, problemContract } from "../../../test/contracts/problem-contract.js";
import { levels, rule } from "../../../test/contracts/rule.js";
import { concat, constant } from "../../engine/index.js";
import type { Policy } from "../../policies/policy.js";
import { dualSourcingSolver } from "../../solvers/dual-sourcing/dual-sourcing.js";
import { longestLeadTime } from "../mechanics/lead-time.js";
import { type DualSourcingOptions, dualSourcing } from "./dual-sourcing.js";

for (const unmet of ["waits", "lost"] as const)
  problemContract(`dual-sourcing, where demand without stock ${unmet === "lost" ? "is lost" : "waits"}`, {
    make: (options) => withRegularOrders(options, unmet),
    cost: (now, money) =>
      money("holdingCost") * now("onHand") +
      money("shortageCost") * (now("lost") + now("backlogged")) -
      (money("price") - money("unitCost")) * now("sold") +
      (money("expeditedCost") - money("unitCost")) * now("expedited"),
    exceptions: {
      "lead time 0": "an expedited order must be faster than a regular one",
      "random lead times": "both suppliers deliver after a fixed time",
    },
  });

/** The contract's options as those of the regular supplier. */
function withRegularOrders(options: ContractOptions, unmet: DualSourcingOptions["unmet"]) {
  const { leadTime, unitCost = 0, ...rest } = options;
  const regularLeadTime = typeof leadTime === "number" ? leadTime : longestLeadTime(leadTime);
  const expeditedLeadTime = Math.floor(regularLeadTime / 2);
  const costs = { regularCost: unitCost, expeditedCost: unitCost + 1.5 };
  return dualSourcing({ ...rest, ...costs, regularLeadTime, expeditedLeadTime, unmet });
}

const dualIndex = (regular: number, expedited: number) => levels({ regular, expedited });

/** As dual index, but the regular order is never above the cap. */
const cappedDualIndex = (regular: number, expedited: number, cap: number) =>
  rule(({ decision: { name, position } }) => {
    const gap = position.negate().add(name === "regular" ? regular : expedited).atLeast(0);
    return name === "regular" ? gap.atMost(cap) : gap;
  });

/** Both orders look at everything on order. */
const singleIndex = (regular: number, expedited: number) =>
  rule((seen) => {
    const isRegular = seen.decision.name === "regular";
    const position = isRegular ? seen.decision.position : seen.position;
    return position.negate().add(isRegular ? regular : expedited).atLeast(0);
  });

/** The same regular order always, and expediting up to a level. */
const tailoredBaseSurge = (constantOrder: number, expedited: number) =>
  rule(({ decision: { name, position } }) =>
    name === "regular" ? constant(constantOrder) : position.negate().add(expedited).atLeast(0),
  );

/**
 * Exact average costs of the rules in the instances of Gijsbrechts et al. (2022), figure 9. Regular units
 * cost nothing here instead of 100, which takes 200 off every cost, and with it the noise of demand.
 */
describe("dual sourcing of uniform demand on 0, …, 4", () => {
  const cost = (problem: Partial<DualSourcingOptions>, policy: Policy) =>
    longRunCost({
      problem: dualSourcing({
        holdingCost: 5,
        shortageCost: 495,
        regularLeadTime: 2,
        expeditedLeadTime: 0,
        regularCost: 0,
        expeditedCost: 5,
        ...problem,
      }),
      demand: "uniform:0,4",
      policy,
      series: 400,
    });

  it.each<[string, number, number, Policy, number]>([
    ["dual index", 2, 5, dualIndex(7, 4), 17.0221],
    ["dual index", 4, 10, dualIndex(11, 4), 21.6851],
    ["capped dual index", 2, 5, cappedDualIndex(7, 4, 2), 16.7824],
    ["capped dual index", 4, 10, cappedDualIndex(11, 4, 2), 20.8638],
    ["single index", 2, 5, singleIndex(6, 5), 18],
    ["single index", 3, 10, singleIndex(10, 8), 25],
    ["tailored base-surge", 3, 5, tailoredBaseSurge(1, 4), 16.903],
    ["tailored base-surge", 4, 10, tailoredBaseSurge(1, 4), 21.903],
  ])("costs under %s, lead time %d and premium %d, what it must", (...row) => {
    const [, regularLeadTime, expeditedCost, policy, exact] = row;
    const { mean, standardError } = cost({ regularLeadTime, expeditedCost }, policy);
    expect(standardError).toBeLessThan(0.02 * exact);
    expect(Math.abs(mean - exact)).toBeLessThan(3 * standardError);
  });

  it.each([1, 2])("with an expedited lead time of %d, costs under dual index what is exact", async (lead) => {
    const instance = { expeditedLeadTime: lead, regularLeadTime: lead + 2, shortageCost: 95, holdingCost: 5 };
    const all = { ...instance, regularCost: 0, expeditedCost: 10 };
    const { policies } = await dualSourcingSolver.solve({ demand: "uniform:0,4", ...all }, {});
    const exact = policies.find(({ parameters }) => Object.keys(parameters).length === 2);
    const { regularLevel, expeditedLevel } = exact?.parameters ?? {};
    const { mean, standardError } = cost(all, dualIndex(regularLevel, expeditedLevel));
    expect(Math.abs(mean - Number(exact?.cost))).toBeLessThan(3 * standardError);
  });
});

describe("two suppliers", () => {
  const problem = (expeditedLeadTime: number, unmet: "waits" | "lost") =>
    dualSourcing({
      holdingCost: 1,
      shortageCost: 9,
      regularLeadTime: 3,
      expeditedLeadTime,
      regularCost: 2,
      expeditedCost: 5,
      price: 10,
      unmet,
    });
  const lane = {
    demand: [4, 1, 0, 2],
    orders: [3, 0, 0, 0],
    others: { expedited: [2, 0, 0, 0] },
    leadTimes: [3, 3, 3, 3],
    stock: 1,
  };

  it("each deliver after their own time", () => {
    const received = [0, 1, 2].map((lead) => playProblem(problem(lead, "waits"), [lane])[0].received);
    expect(received).toEqual([[2, 0, 0, 3], [0, 2, 0, 3], [0, 0, 2, 3]]);
  });

  it("charge the premium when an expedited unit is ordered, and the regular cost when a unit is sold", () => {
    const [{ cost, sold, lost }] = playProblem(problem(0, "lost"), [lane]);
    expect(sold).toEqual([3, 0, 0, 2]);
    expect(lost).toEqual([1, 1, 0, 0]);
    expect(cost).toEqual([2 * 3 + 9 - 3 * 8, 9, 0, 1 - 2 * 8]);
  });

  it("are asked one after the other: expedited first, on what is due no later", () => {
    const { decisions } = problem(1, "waits");
    expect(decisions.map(({ name }) => name)).toEqual(["expedited", "regular"]);
    const economics = { holdingCost: 1, shortageCost: 9, unitCost: 2, price: 10 };
    const nothing = { demandFeatures: [], plainFeatures: [], scale: 1, coverPeriods: 4 };
    const seen = { onHand: 5, onOrder: [1, 3], economics, ...nothing };
    const positions = evaluate(
      (stock) => concat(decisions.map(({ position }) => position(stock, { expedited: constant(2) }))),
      [seen],
    );
    expect(positions).toEqual([[5 + 1, 5 + 1 + 3 + 2]]);
  });
});
