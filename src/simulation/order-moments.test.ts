import { describe, expect, it } from "vitest";
import { madeWorld } from "../../test/contracts/made-world.js";
import { levels } from "../../test/contracts/rule.js";
import { averageAfter, simulatedFlows } from "../../test/contracts/simulated-flows.js";
import type { Weekday } from "../demand/calendar.js";
import { lostSales } from "../problems/index.js";
import { orderDays, withOrderDays } from "../problems/mechanics/order-days.js";
import { longestCycle } from "./order-moments.js";
import { policySetting } from "./world.js";

const costs = { leadTime: 1, holdingCost: 1, shortageCost: 9 };
const onDays = (...days: Weekday[]) => withOrderDays(lostSales(costs), orderDays(days));
/** The made world starts on day 18,000 after 1970-01-01, a Sunday. */
const DEMAND = [new Float32Array(10)];

describe("order moments", () => {
  it("are the order days, and an order covers the days to the arrival of the next", () => {
    const world = madeWorld({ problem: onDays("monday", "thursday"), demand: DEMAND });
    // Sunday to Tuesday of the next week, and the day after.
    expect([...world.mayOrder(0)]).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect([...world.coverPeriods(0)]).toEqual([4, 4, 4, 4, 5, 5, 5, 5, 4, 4, 4]);
    expect(policySetting(world).coverPeriodsMax).toBe(1 + 4);
  });

  it("may differ between series", () => {
    const problem = withOrderDays(lostSales(costs), Float64Array.of(0b0000001, 0b1111111));
    const world = madeWorld({ problem, demand: [DEMAND[0], DEMAND[0]] });
    expect([0, 1].map((series) => world.mayOrder(series).reduce((a, b) => a + b, 0))).toEqual([2, 11]);
    expect(world.coverPeriods(0)[3]).toBe(8);
    expect(world.coverPeriods(1)[3]).toBe(2);
  });

  it("with a day a week are those of a review period of 7", () => {
    const weekly = madeWorld({ problem: onDays("sunday"), demand: DEMAND });
    const problem = lostSales({ ...costs, reviewPeriod: 7 });
    const seventh = madeWorld({ problem, demand: DEMAND, reviewAt: 0 });
    expect(weekly.mayOrder(0)).toEqual(seventh.mayOrder(0));
    expect(weekly.coverPeriods(0)).toEqual(seventh.coverPeriods(0));
    expect(longestCycle(weekly.problem)).toBe(7);
  });

  it("bind the simulation: a policy that always wants more orders on its days only", () => {
    const options = { problem: onDays("monday", "thursday"), demand: "poisson:5", series: 5 };
    const play = simulatedFlows({ ...options, policy: levels({ order: 50 }) }, ["ordered"]);
    const days = play(({ ordered }) => (ordered > 0 ? 1 : 0), averageAfter(0));
    expect(days.mean).toBeCloseTo(2 / 7, 2);
  });
});
