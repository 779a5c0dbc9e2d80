import { describe, expect, it } from "vitest";
import { longRunCost } from "../../../test/contracts/long-run-cost.js";
import { playProblem } from "../../../test/contracts/play-problem.js";
import { problemContract } from "../../../test/contracts/problem-contract.js";
import { rule } from "../../../test/contracts/rule.js";
import { select } from "../../engine/index.js";
import { fixedCostSolver } from "../../solvers/fixed-cost/fixed-cost.js";
import { fixedCost } from "./fixed-cost.js";

problemContract("fixed-cost", {
  make: (options) => fixedCost({ ...options, orderCost: 12 }),
  cost: (now, money) =>
    money("holdingCost") * now("onHand") +
    money("shortageCost") * now("backlogged") +
    money("orderCost") * (now("order") > 0 ? 1 : 0) -
    (money("price") - money("unitCost")) * now("sold"),
  exceptions: { gradient: "the cost of an order jumps where the order becomes 0" },
});

describe("a fixed order cost", () => {
  it.each([
    ["poisson:5", 2, 40],
    ["poisson:5", 0, 64],
    ["negative-binomial:4,0.9", 1, 25],
  ])("costs under the best (s, S) levels what they cost exactly: %s, lead time %d", async (...row) => {
    const [demand, leadTime, orderCost] = row;
    const costs = { leadTime, orderCost, holdingCost: 1, shortageCost: 9 };
    const { optimal } = await fixedCostSolver.solve({ demand, ...costs }, {});
    const { reorderPoint, orderUpToLevel } = optimal.parameters ?? {};
    const policy = rule(({ position }) => {
      const low = position.negate().add(reorderPoint + 0.5).greater(0);
      return select(low, position.negate().add(orderUpToLevel), 0);
    });
    const { mean, standardError } = longRunCost({ problem: fixedCost(costs), demand, policy });
    expect(standardError).toBeLessThan(0.02 * optimal.cost);
    expect(Math.abs(mean - optimal.cost)).toBeLessThan(3 * standardError);
  });

  it("is charged once for an order of any size, and not where there is none", () => {
    const problem = fixedCost({ leadTime: 1, orderCost: 7, holdingCost: 0, shortageCost: 0 });
    const events = { demand: [0, 0, 0], orders: [0, 0.125, 90], leadTimes: [1, 1, -1], stock: 0 };
    expect(playProblem(problem, [events])[0].cost).toEqual([0, 7, 7]);
  });
});
