import { describe, expect, it } from "vitest";
import { longRunCost } from "../../../test/contracts/long-run-cost.js";
import { playProblem } from "../../../test/contracts/play-problem.js";
import { problemContract } from "../../../test/contracts/problem-contract.js";
import { baseStock } from "../../policies/classical/base-stock.js";
import { backlog } from "./backlog.js";

problemContract("backlog", {
  make: backlog,
  cost: (now, money) =>
    money("holdingCost") * now("onHand") +
    money("shortageCost") * now("backlogged") -
    (money("price") - money("unitCost")) * now("sold"),
});

const series = 200;

/** Closed form: S = μ(L + 1) + zσ√(L + 1), cost (h + p) φ(z) σ √(L + 1), for Normal(5, 1.6) and h = 1. */
describe("backlog with normal demand", () => {
  it.each([
    [1, 9, 12.9, 3.9711],
    [4, 4, 28.011, 5.0081],
    [4, 9, 29.585, 6.2788],
    [10, 39, 65.401, 12.4058],
  ])("at lead time %d and shortage cost %d, level %d costs %d", (leadTime, shortageCost, level, cost) => {
    const { mean, standardError } = longRunCost({
      problem: backlog({ leadTime, holdingCost: 1, shortageCost }),
      demand: "normal:5,1.6",
      rounding: "none",
      series,
      policy: baseStock({ levels: new Float64Array(series).fill(level) }),
    });
    expect(standardError).toBeLessThan(0.02 * cost);
    expect(Math.abs(mean - cost)).toBeLessThan(3 * standardError);
  });

  it("costs more at any other level", () => {
    const cost = (level: number) =>
      longRunCost({
        problem: backlog({ leadTime: 4, holdingCost: 1, shortageCost: 9 }),
        demand: "normal:5,1.6",
        rounding: "none",
        series,
        policy: baseStock({ levels: new Float64Array(series).fill(level) }),
      }).mean;
    const best = cost(29.585);
    expect(cost(27.5)).toBeGreaterThan(best);
    expect(cost(31.5)).toBeGreaterThan(best);
  });
});

describe("backlog", () => {
  it("makes demand that finds no stock wait, at a cost per period, and serves it first", () => {
    const problem = backlog({ leadTime: 1, holdingCost: 1, shortageCost: 9, price: 2 });
    const events = { demand: [7, 2, 1], orders: [1, 6, 0], leadTimes: [1, 1, 1], stock: 4 };
    const [lane] = playProblem(problem, [events]);
    expect(lane.backlogged).toEqual([3, 4, 0]);
    expect(lane.sold).toEqual([4, 1, 5]);
    expect(lane.cost).toEqual([27 - 8, 36 - 2, 1 - 10]);
  });
});
