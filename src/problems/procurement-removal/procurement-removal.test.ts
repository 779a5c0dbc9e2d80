import { describe, expect, it } from "vitest";
import { playProblem } from "../../../test/contracts/play-problem.js";
import { problemContract } from "../../../test/contracts/problem-contract.js";
import { levels } from "../../../test/contracts/rule.js";
import { simulatedFlows } from "../../../test/contracts/simulated-flows.js";
import { procurementRemovalSolver } from "../../solvers/procurement-removal/procurement-removal.js";
import { procurementRemoval } from "./procurement-removal.js";

problemContract("procurement-removal", {
  make: ({ unitCost = 0, ...options }) =>
    procurementRemoval({ ...options, unitCost, salvageValue: unitCost / 2 }),
  cost: (now, money) =>
    money("holdingCost") * now("onHand") +
    money("shortageCost") * now("lost") +
    (money("unitCost") - money("salvageValue")) * now("removed") -
    (money("price") - money("unitCost")) * now("sold"),
});

const costs = { price: 10, unitCost: 6, salvageValue: 3, holdingCost: 0.5 };

/** The solver charges units when they are ordered and discounts, so the return is made of the flows anew. */
describe("procurement and removal by the best interval of stock", () => {
  it.each([
    ["poisson:5", 0],
    ["poisson:5", 60],
    ["geometric:4", 60],
  ])("returns what it does exactly: demand %s, from %d on hand", async (demand, onHand) => {
    const discount = 0.95;
    const { optimal } = await procurementRemovalSolver.solve({ demand, ...costs, discount, onHand }, {});
    const { lowLevel, upLevel } = optimal.parameters ?? {};
    const summary = simulatedFlows(
      {
        problem: procurementRemoval({ ...costs, leadTime: 0 }),
        demand,
        policy: levels({ order: lowLevel, remove: upLevel }),
        series: 800,
        periods: 200,
        onHand,
      },
      ["sold", "ordered", "removed", "onHand"],
    );
    const { mean, standardError } = summary(
      (now) => 0.5 * now.onHand + 6 * now.ordered - 3 * now.removed - 10 * now.sold,
      (period) => discount ** period,
    );
    expect(standardError).toBeLessThan(0.01 * Math.abs(optimal.cost));
    expect(Math.abs(mean - optimal.cost)).toBeLessThan(3 * standardError);
    const removed = summary((now) => now.removed, () => 1);
    expect(removed.mean).toBe(Math.max(onHand - upLevel, 0));
  });
});

describe("removal", () => {
  const play = (lane: { stock: number; orders: number[]; remove: number[] }) => {
    const [others, leadTimes] = [{ remove: lane.remove }, lane.orders.map(() => 0)];
    const demand = lane.orders.map(() => 1);
    const problem = procurementRemoval({ ...costs, leadTime: 0 });
    return playProblem(problem, [{ ...lane, demand, leadTimes, others }])[0];
  };

  it("takes what is asked for at the salvage value, before demand", () => {
    const lane = play({ stock: 9, orders: [0, 0], remove: [4, 0] });
    expect(lane.removed).toEqual([4, 0]);
    expect(lane.onHand).toEqual([4, 3]);
    // 4 · (6 − 3) lost on them, 4 held, 1 sold at a margin of 4.
    expect(lane.cost).toEqual([12 + 2 - 4, 1.5 - 4]);
  });

  it("never takes more than is there, and nothing of what was ordered now", () => {
    const lane = play({ stock: 2.5, orders: [6, 0], remove: [3, 99] });
    expect(lane.removed).toEqual([2.5, 5]);
    expect(lane.onHand).toEqual([5, 0]);
    expect(lane.lost).toEqual([0, 1]);
  });
});
