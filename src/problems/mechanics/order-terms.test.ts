import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsBy, noColumns } from "../../../test/contracts/columns.js";
import { type LaneEvents, costOfOrders, playProblem } from "../../../test/contracts/play-problem.js";
import { levels } from "../../../test/contracts/rule.js";
import { averageAfter, simulatedFlows } from "../../../test/contracts/simulated-flows.js";
import { InputError } from "../../base/errors.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import type { OrderTerms } from "../problem.js";
import { readOrderTerms, withOrderTerms } from "./order-terms.js";

const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });

function lane(orders: readonly number[]): LaneEvents {
  const none = orders.map(() => 0);
  return { demand: none, orders, leadTimes: orders.map(() => 1), stock: 0 };
}

/** What a supplier accepts of these orders. */
function accepted(terms: OrderTerms, orders: readonly number[]): readonly number[] {
  return playProblem(withOrderTerms(problem, terms), [lane(orders)])[0].ordered;
}

describe("orders on a supplier's terms", () => {
  it("come in the nearest number of packs, half a pack being one", () => {
    expect(accepted({ packSize: 6 }, [0, 2, 3, 8, 9, 30])).toEqual([0, 0, 6, 6, 12, 30]);
  });

  it("are nothing, or at least the minimum", () => {
    expect(accepted({ minimumOrder: 12 }, [0, 5, 6, 11, 12, 40])).toEqual([0, 0, 12, 12, 12, 40]);
  });

  it("are at most the maximum", () => {
    expect(accepted({ maximumOrder: 10 }, [0, 9, 10, 99])).toEqual([0, 9, 10, 10]);
  });

  it("count minimum and maximum in whole packs", () => {
    const terms = { packSize: 6, minimumOrder: 10, maximumOrder: 20 };
    expect(accepted(terms, [3, 7, 14, 19, 99])).toEqual([12, 12, 12, 18, 18]);
  });

  it("may differ from series to series", () => {
    const made = withOrderTerms(problem, { packSize: Float64Array.of(4, 10) });
    const played = playProblem(made, [lane([7]), lane([7])]);
    expect(played.map(({ ordered }) => ordered[0])).toEqual([8, 10]);
  });

  it("are always within the terms, and stay as they are when they already were", () => {
    const units = (min: number, max: number) => fc.integer({ min, max });
    const terms = fc.record({
      packSize: units(1, 9),
      minimumOrder: units(1, 30),
      maximumOrder: units(40, 90),
    });
    fc.assert(
      fc.property(terms, fc.array(units(0, 150), { minLength: 1, maxLength: 8 }), (given, orders) => {
        const once = accepted(given, orders);
        for (const order of once) {
          expect(order % given.packSize).toBe(0);
          expect(order === 0 || (order >= given.minimumOrder && order <= given.maximumOrder)).toBe(true);
        }
        expect(accepted(given, once)).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  it("hold in the simulation that judges and recommends, whatever a policy wants", () => {
    const made = withOrderTerms(problem, { packSize: 6, maximumOrder: 12 });
    const policy = levels({ order: 17 });
    const summary = simulatedFlows({ problem: made, demand: "poisson:5", policy, series: 5 }, ["ordered"]);
    const within = ({ ordered }: { ordered: number }) => ([0, 6, 12].includes(ordered) ? 1 : 0);
    expect(summary(within, averageAfter(0)).mean).toBeCloseTo(1, 9);
    expect(summary(({ ordered }) => ordered, averageAfter(100)).mean).toBeGreaterThan(4);
  });

  it("let gradients pass as if there were no terms", () => {
    const events = lane([7, 2, 11]);
    const free = costOfOrders(problem, events).gradient([[7, 2, 11]]);
    const bound = withOrderTerms(problem, { packSize: 6, minimumOrder: 6, maximumOrder: 60 });
    expect(costOfOrders(bound, events).gradient([[7, 2, 11]])).toEqual(free);
    expect(free[0]).not.toContain(NaN);
  });

  it("leave a problem as it is where there are none", () => {
    expect(withOrderTerms(problem, {})).toBe(problem);
    expect(withOrderTerms(problem, { packSize: 2 }).justInTime).toBe(false);
  });
});

describe("terms as written", () => {
  const column = columnsBy(() => Float64Array.of(6, 0));
  const none = noColumns;

  it("refuse what leaves no order, and packs of nothing", () => {
    expect(() => readOrderTerms({ packSize: 6, maximumOrder: 5 }, none)).toThrow("smallest order, 6");
    const far = { packSize: 6, minimumOrder: 7, maximumOrder: 11 };
    expect(() => readOrderTerms(far, none)).toThrow(InputError);
    expect(() => readOrderTerms({ packSize: "pack" }, column)).toThrow("packSize: its column holds 0");
  });

  it("read what is there", () => {
    expect(readOrderTerms({ minimumOrder: 7 }, none)).toEqual({ minimumOrder: 7 });
    expect(readOrderTerms({}, none)).toEqual({});
  });
});
