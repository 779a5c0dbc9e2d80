import { describe, expect, it } from "vitest";
import { longRunCost } from "../../../test/contracts/long-run-cost.js";
import { playProblem } from "../../../test/contracts/play-problem.js";
import { problemContract } from "../../../test/contracts/problem-contract.js";
import { baseStock } from "../../policies/classical/base-stock.js";
import { cappedBaseStock } from "../../policies/classical/capped-base-stock.js";
import { lostSales } from "./lost-sales.js";

problemContract("lost-sales", {
  make: lostSales,
  cost: (now, money) =>
    money("holdingCost") * now("onHand") +
    money("shortageCost") * now("lost") -
    (money("price") - money("unitCost")) * now("sold"),
});

const series = 200;
const all = (number: number) => new Float64Array(series).fill(number);

/** Exact by dynamic programming: Poisson demand of mean 5, L = 4, h = 1, p = 9; the optimum is 6.8359. */
describe("lost sales in Zipkin's (2008) test bed", () => {
  const instance = {
    problem: lostSales({ leadTime: 4, holdingCost: 1, shortageCost: 9 }),
    demand: "poisson:5",
    rounding: "whole",
    series,
  } as const;

  it("costs 7.2708 under the best base-stock level, 28", () => {
    const { mean, standardError } = longRunCost({ ...instance, policy: baseStock({ levels: all(28) }) });
    expect(standardError).toBeLessThan(0.06);
    expect(Math.abs(mean - 7.2708)).toBeLessThan(3 * standardError);
  });

  it("costs 6.9123 under the best capped base-stock policy, level 29 and cap 5", () => {
    const policy = cappedBaseStock({ levels: all(29), caps: all(5) });
    const { mean, standardError } = longRunCost({ ...instance, policy });
    expect(standardError).toBeLessThan(0.06);
    expect(Math.abs(mean - 6.9123)).toBeLessThan(3 * standardError);
  });

  it.each([
    [4, 25, 5.1977],
    [19, 31, 9.2316],
  ])("with a shortage cost of %d, costs what base-stock level %d must", (shortageCost, level, cost) => {
    const problem = lostSales({ leadTime: 4, holdingCost: 1, shortageCost });
    const policy = baseStock({ levels: all(level) });
    const { mean, standardError } = longRunCost({ ...instance, problem, policy });
    expect(Math.abs(mean - cost)).toBeLessThan(3 * standardError);
  });
});

describe("lost sales", () => {
  it("forgets demand that finds no stock", () => {
    const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
    const events = { demand: [7, 2, 1], orders: [3, 0, 0], leadTimes: [1, 1, 1], stock: 4 };
    const [lane] = playProblem(problem, [events]);
    expect(lane.sold).toEqual([4, 2, 1]);
    expect(lane.lost).toEqual([3, 0, 0]);
    expect(lane.cost).toEqual([27, 1, 0]);
  });
});
