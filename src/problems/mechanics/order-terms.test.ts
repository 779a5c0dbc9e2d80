import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsBy, noColumns } from "../../../test/contracts/columns.js";
import { executor } from "../../../test/contracts/executor.js";
import { madeWorld } from "../../../test/contracts/made-world.js";
import { levels } from "../../../test/contracts/rule.js";
import { averageAfter, simulatedFlows } from "../../../test/contracts/simulated-flows.js";
import { InputError } from "../../base/errors.js";
import { spread } from "../../engine/index.js";
import type { BoundPolicy } from "../../policies/policy.js";
import { simulator } from "../../simulation/simulator.js";
import { usualStart } from "../../simulation/start-state.js";
import { policySetting } from "../../simulation/world.js";
import { dualSourcing } from "../dual-sourcing/dual-sourcing.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import type { OrderTerms, Problem } from "../problem.js";
import { readOrderTerms, withOrderTerms } from "./order-terms.js";

const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });

/** Decides the same units in every decision of every period: those of its series, times a parameter. */
function wanting(units: readonly number[]): BoundPolicy {
  const parameters = [{ name: "times", rows: 1, columns: 1 }];
  return {
    hasTarget: false,
    parameters,
    initial: () => Float32Array.of(1),
    perSeries: { wanted: Float64Array.from(units) },
    order: ({ own }) => ({ quantity: own.wanted.mul(spread(parameters[0])) }),
  };
}

/** What becomes of these units, each wanted of a series of its own without any demand. */
function placed(made: Problem, units: readonly number[]) {
  const world = madeWorld({ problem: made, demand: units.map(() => [0, 0, 0]) });
  const series = Int32Array.from(units.keys());
  const windows = { series, start: new Int32Array(units.length), periods: 3, warmUp: 0 };
  const names = made.decisions.map(({ name }) => `decided ${name}` as const);
  const simulation = simulator({
    executor,
    problem: made,
    setting: policySetting(world),
    decider: { policy: wanting(units) },
    rounding: "none",
    records: names,
    gradient: true,
  }).open({ lanes: units.length, periods: 3 });
  simulation.load(world, windows, usualStart(world, windows));
  simulation.run(Float32Array.of(1));
  const row = new Float32Array(3);
  const decided = names.map((name) =>
    units.map((_, lane) => {
      simulation.read(name, lane, row, 0);
      return row[0];
    }),
  );
  const gradient = simulation.gradient[0];
  simulation.dispose();
  return { decided, gradient };
}

/** What a supplier accepts of these orders. */
function accepted(terms: OrderTerms, orders: readonly number[]): readonly number[] {
  return placed(withOrderTerms(problem, terms), orders).decided[0];
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
    expect(accepted({ packSize: Float64Array.of(4, 10) }, [7, 7])).toEqual([8, 10]);
  });

  it("are of each supplier its own", () => {
    const suppliers = { regularLeadTime: 2, expeditedLeadTime: 0, regularCost: 0, expeditedCost: 1 };
    const dual = dualSourcing({ ...suppliers, holdingCost: 1, shortageCost: 9 });
    const regular = withOrderTerms(dual, { packSize: 10 }, "regular");
    expect(placed(regular, [13]).decided).toEqual([[13], [10]]);
    const both = withOrderTerms(regular, { maximumOrder: 4 }, "expedited");
    expect(placed(both, [13]).decided).toEqual([[4], [10]]);
    expect(() => withOrderTerms(dual, { packSize: 2 }, "order")).toThrow("an order named order");
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
    const free = placed(problem, [7, 2, 11]).gradient;
    const bound = withOrderTerms(problem, { packSize: 6, minimumOrder: 6, maximumOrder: 60 });
    expect(placed(bound, [7, 2, 11]).gradient).toBe(free);
    // Units of the first period are held for two of the three, units of the second for one.
    expect(free).toBe(3 * (7 + 2 + 11));
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
    const written = { packSize: 1, expeditedPackSize: 3, regularMaximumOrder: 8 };
    expect(readOrderTerms(written, none, "expedited")).toEqual({ packSize: 3 });
    expect(readOrderTerms(written, none, "regular")).toEqual({ maximumOrder: 8 });
  });
});
