import { describe, expect, it } from "vitest";
import { longRunCost } from "../../../test/contracts/long-run-cost.js";
import { FLOWS, playProblem } from "../../../test/contracts/play-problem.js";
import { type ContractOptions, problemContract } from "../../../test/contracts/problem-contract.js";
import { checkPlays } from "../../../test/contracts/random-plays.js";
import { levels, rule } from "../../../test/contracts/rule.js";
import { simulatedFlows } from "../../../test/contracts/simulated-flows.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import { perishable } from "./perishable.js";

problemContract("perishable, first in first out", promise(3, "fifo"));
problemContract("perishable, last in first out", promise(2, "lifo"));
problemContract("perishable, sold on the day", promise(1, "fifo"));
problemContract("perishable, for longer than it is played", { ...promise(14, "lifo"), exceptions: {} });

function promise(lifetime: number, issuing: "fifo" | "lifo") {
  return {
    make: (options: ContractOptions) => perishable({ ...options, lifetime, issuing, wasteCost: 2.5 }),
    cost: (now: (name: string) => number, money: (name: string) => number) =>
      money("holdingCost") * now("onHand") +
      money("shortageCost") * now("lost") +
      (money("wasteCost") + money("unitCost")) * now("expired") -
      (money("price") - money("unitCost")) * now("sold"),
    exceptions: { "stock keeps": "units expire while the lane is played" },
  };
}

/**
 * Exact discounted costs of the best base-stock levels in scenario A of De Moor et al. (2022), lifetime 2 and
 * lead time 1: 365 periods after 100 from empty stock. Units are paid for when they are ordered there, so the
 * cost is made of the flows anew.
 */
describe("perishable stock in scenario A of De Moor et al. (2022)", () => {
  const costs = { holdingCost: 1, shortageCost: 5 };

  it.each([
    ["lifo", 7, 5, 1565.272],
    ["fifo", 7, 7, 1474.548],
    ["lifo", 10, 5, 1580.896],
    ["fifo", 10, 6, 1484.782],
  ] as const)("%s, waste cost %d: base-stock level %d costs %d", (issuing, wasteCost, level, exact) => {
    const summary = simulatedFlows(
      {
        problem: perishable({ ...costs, leadTime: 1, lifetime: 2, issuing, wasteCost }),
        demand: "gamma:4,0.5",
        policy: rule(({ position }) => position.negate().add(level).atLeast(0).atMost(10)),
        series: 1000,
        periods: 465,
        onHand: 0,
      },
      ["ordered", "expired", "lost", "onHand"],
    );
    const { mean, standardError } = summary(
      (now) => 3 * now.ordered + wasteCost * now.expired + 5 * now.lost + now.onHand,
      (period) => (period < 100 ? 0 : 0.99 ** (period - 100)),
    );
    expect(standardError).toBeLessThan(2);
    expect(Math.abs(mean - exact)).toBeLessThan(3 * standardError);
  });
});

describe("perishable stock", () => {
  const costs = { holdingCost: 1, shortageCost: 20, unitCost: 3 };

  it("is a newsvendor in every period where it lives for one", () => {
    const problem = perishable({ ...costs, leadTime: 0, lifetime: 1, issuing: "fifo", wasteCost: 7 });
    expect(problem.ageRows).toBe(1);
    const policy = levels({ order: 6 });
    const { mean, standardError } = longRunCost({ problem, demand: "uniform:0,9", policy });
    // 6 bought at 3; uniform demand on 0, …, 9 is short of 6 by 0.6 at 20, and leaves 2.1 to waste at 7.
    expect(Math.abs(mean - (18 + 12 + 14.7))).toBeLessThan(3 * standardError);
    expect(standardError).toBeLessThan(0.3);
  });

  it("is lost sales where it outlives the play, in every flow and cost", () => {
    const long = promise(14, "fifo");
    const exceptions = {};
    checkPlays({ ...long, exceptions }, { margin: true }, (lane, events, { leadTime, economics }) => {
      const { holdingCost, shortageCost, unitCost, price } = economics;
      const plain = lostSales({ leadTime, holdingCost, shortageCost, unitCost, price });
      const [other] = playProblem(plain, [events]);
      for (const name of FLOWS) expect(lane[name]).toEqual(other[name]);
      lane.cost.forEach((cost, t) => expect(cost).toBeCloseTo(other.cost[t], 4));
    });
  });

  const path = (issuing: "fifo" | "lifo") => {
    const problem = perishable({ ...costs, price: 10, leadTime: 0, lifetime: 3, issuing, wasteCost: 7 });
    const orders = [5, 4, 0, 0];
    const events = { demand: [2, 3, 1, 9], orders, leadTimes: orders.map(() => 0), stock: 0 };
    return playProblem(problem, [events])[0];
  };

  it("sells the oldest units first where it is first in first out", () => {
    // 5 new: 2 sold. 3 and 4 new: the 3 old sold. 4: 1 sold. 3 in their last period: all sold.
    const lane = path("fifo");
    expect(lane.sold).toEqual([2, 3, 1, 3]);
    expect(lane.expired).toEqual([0, 0, 0, 0]);
    expect(lane.onHand).toEqual([3, 4, 3, 0]);
    expect(lane.cost).toEqual([3 - 14, 4 - 21, 3 - 7, 120 - 21]);
  });

  it("sells the newest units first where it is last in first out", () => {
    // 3 old and 4 new: 3 new sold. 3 in their last period and 1: the 1 sold, the 3 expire.
    const lane = path("lifo");
    expect(lane.sold).toEqual([2, 3, 1, 0]);
    expect(lane.expired).toEqual([0, 0, 3, 0]);
    expect(lane.onHand).toEqual([3, 4, 0, 0]);
    expect(lane.cost).toEqual([3 - 14, 4 - 21, 3 * 10 - 7, 180]);
  });

  it("counts stock of the start as one period old", () => {
    const problem = perishable({ ...costs, leadTime: 1, lifetime: 3, issuing: "fifo", wasteCost: 7 });
    const events = { demand: [0, 0, 0], orders: [0, 0, 0], leadTimes: [1, 1, 1], stock: 4 };
    expect(playProblem(problem, [events])[0].expired).toEqual([0, 4, 0]);
  });
});
