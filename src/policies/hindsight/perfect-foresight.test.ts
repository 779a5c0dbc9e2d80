import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LaneEvents, playProblem, sum } from "../../../test/contracts/play-problem.js";
import { backlog } from "../../problems/backlog/backlog.js";
import { lostSales } from "../../problems/lost-sales/lost-sales.js";
import { perishable } from "../../problems/perishable/perishable.js";
import { ofSeries } from "../../problems/problem.js";
import type { Problem } from "../../problems/problem.js";
import { perfectForesight } from "./perfect-foresight.js";

interface Instance {
  readonly problem: Problem;
  readonly leadTime: number;
  readonly demand: readonly number[];
  readonly mayOrder: readonly number[];
  readonly stock: number;
  readonly due: readonly number[];
}

const upTo = (max: number) => fc.integer({ min: 0, max });

function instances(make: typeof lostSales, mostReview = 2): fc.Arbitrary<Instance> {
  const reviewPeriod = fc.integer({ min: 1, max: mostReview });
  const shape = fc.record({ leadTime: upTo(2), reviewPeriod, reviewAt: upTo(1) });
  return shape.chain(({ leadTime, reviewPeriod, reviewAt }) =>
    fc.record({
      leadTime: fc.constant(leadTime),
      problem: fc
        .record({ holdingCost: upTo(5), shortageCost: upTo(9), unitCost: upTo(2), margin: upTo(4) })
        .map(({ margin, ...costs }) => ({ ...costs, price: costs.unitCost + margin }))
        .map((economics) => make({ leadTime, reviewPeriod, ...economics })),
      demand: fc.array(upTo(2), { minLength: 1, maxLength: 4 }),
      stock: upTo(3),
      due: fc.array(upTo(2), { minLength: leadTime, maxLength: leadTime }),
      mayOrder: fc.constant([0, 1, 2, 3].map((t) => ((t + reviewAt) % reviewPeriod === 0 ? 1 : 0))),
    }),
  );
}

function foresight({ problem, demand, leadTime, mayOrder, stock, due }: Instance): number[] {
  const { holdingCost, shortageCost, price, unitCost } = problem.economics;
  const orders = perfectForesight.orders({
    demand: Float32Array.from(demand),
    mayOrder,
    stock,
    due,
    leadTime,
    holdingCost: ofSeries(holdingCost, 0),
    shortageCost: ofSeries(shortageCost, 0),
    margin: ofSeries(price, 0) - ofSeries(unitCost, 0),
    allowsBacklog: problem.allowsBacklog,
    ...(problem.ageRows > 0
      ? { life: { periods: problem.ageRows, oldestFirst: problem.oldestFirst === true } }
      : {}),
  });
  return [...orders];
}

/** Every plan of whole units that could be of use. */
function everyPlan({ demand, leadTime, mayOrder }: Instance): number[][] {
  const most = sum(demand);
  return demand.reduce<number[][]>(
    (plans, _, t) => {
      const useful = mayOrder[t] && t + leadTime < demand.length;
      const choices = useful ? Array.from({ length: most + 1 }, (_, units) => units) : [0];
      return plans.flatMap((plan) => choices.map((units) => [...plan, units]));
    },
    [[]],
  );
}

function costs({ problem, demand, leadTime, stock, due }: Instance, plans: readonly number[][]): number[] {
  const lane = (orders: readonly number[]): LaneEvents => ({
    demand,
    orders,
    leadTimes: demand.map(() => leadTime),
    stock,
    due,
  });
  return playProblem(problem, plans.map(lane)).map(({ cost }) => sum(cost));
}

const expiring = (lifetime: number, issuing: "fifo" | "lifo"): typeof lostSales =>
  (options) => perishable({ ...options, lifetime, issuing, wasteCost: 2 });

describe.each([
  ["lost", lostSales, 2],
  ["waiting", backlog, 2],
  ["lost and units live a period", expiring(1, "fifo"), 2],
  ["lost and units live two, oldest first", expiring(2, "fifo"), 2],
  ["lost and units live three, oldest first", expiring(3, "fifo"), 2],
  ["lost and units live two, newest first", expiring(2, "lifo"), 1],
  ["lost and units live three, newest first", expiring(3, "lifo"), 1],
])("perfect foresight, where unserved demand is %s,", (_, make, mostReview) => {
  it("costs exactly what the best of all plans of whole units costs", () => {
    fc.assert(
      fc.property(instances(make, mostReview), (instance) => {
        const [cost] = costs(instance, [foresight(instance)]);
        expect(cost).toBeCloseTo(Math.min(...costs(instance, everyPlan(instance))), 4);
      }),
      { numRuns: 150 },
    );
  });

  it("orders nothing that cannot arrive, and only when it may", () => {
    fc.assert(
      fc.property(instances(make, mostReview), (instance) => {
        foresight(instance).forEach((units, t) => {
          const useful = instance.mayOrder[t] && t + instance.leadTime < instance.demand.length;
          if (!useful) expect(units).toBe(0);
          expect(units).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});

describe("perfect foresight", () => {
  const always = { mayOrder: [1, 1, 1, 1], stock: 0, due: [] };

  it("with an order in every period orders the demand of the period in which it arrives", () => {
    const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });
    const instance = { ...always, problem, leadTime: 1, due: [2] };
    expect(foresight({ ...instance, demand: [2, 5, 0, 7] })).toEqual([5, 0, 7, 0]);
  });

  it("leaves demand unserved that costs more to hold for than to lose", () => {
    const problem = lostSales({ leadTime: 0, reviewPeriod: 4, holdingCost: 4, shortageCost: 9 });
    const once = { ...always, mayOrder: [1, 0, 0, 0], problem, leadTime: 0 };
    expect(foresight({ ...once, demand: [1, 1, 1, 1] })).toEqual([3, 0, 0, 0]);
  });

  it("does not count the margin of a unit that is sold after waiting", () => {
    const problem = backlog({ leadTime: 0, reviewPeriod: 2, holdingCost: 5, shortageCost: 1, price: 9 });
    const twice = { ...always, mayOrder: [1, 0, 1, 0], problem, leadTime: 0 };
    expect(foresight({ ...twice, demand: [1, 1, 1, 1] })).toEqual([1, 0, 3, 0]);
  });
});
