import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { levels } from "../../test/contracts/rule.js";
import { backlog, dualSourcing, lostSales, perishable, procurementRemoval } from "../problems/index.js";
import { withOrderTerms } from "../problems/mechanics/order-terms.js";
import { withSharedLimits } from "../problems/mechanics/shared-limits.js";
import type { Problem, SharedLimits } from "../problems/problem.js";
import { type Flows, replay } from "./replay.js";
import { policySetting } from "./world.js";

const PERIODS = 8;
const costs = { leadTime: 1, holdingCost: 1, shortageCost: 9 };
const level = levels({ order: 12, expedited: 6, regular: 12, remove: 20 });
const demandOf = (series: number) =>
  Array.from({ length: series }, (_, s) => Array.from({ length: PERIODS }, (_, t) => ((s + 2) * t) % 7));

interface Play {
  readonly problem: Problem;
  readonly locations?: readonly string[];
  readonly demand?: readonly (readonly number[])[];
  readonly onHand?: number;
  readonly firstPeriod?: readonly number[];
}

function play({ problem, locations = ["A", "A", "B"], ...given }: Play): Flows {
  const { demand = demandOf(locations.length), onHand = 0, firstPeriod } = given;
  const world = madeWorld({ problem, demand, locations, firstPeriod });
  const setting = policySetting(world);
  const lanes = locations.length;
  const windows = {
    series: Int32Array.from(locations.keys()),
    start: new Int32Array(lanes),
    periods: PERIODS,
    warmUp: 0,
  };
  const start = {
    stock: new Float32Array(lanes).fill(onHand),
    due: Array.from({ length: problem.state.due }, () => new Float32Array(lanes)),
  };
  const by = { policy: level.bind(setting), parameters: new Float32Array() };
  return replay({ world, setting, executor, windows, start, by });
}

const ordered = ({ fields, periods }: Flows, lane: number) => [
  ...fields.ordered.subarray(lane * periods, (lane + 1) * periods),
];

const limited = (problem: Problem, limits: Partial<SharedLimits>) =>
  withSharedLimits(problem, { volume: 1, ...limits });

const PROBLEMS: readonly (readonly [string, Problem])[] = [
  ["lost sales", lostSales(costs)],
  ["backlog", backlog(costs)],
  ["perishable", perishable({ ...costs, lifetime: 3, issuing: "fifo", wasteCost: 2 })],
  ["procurement and removal", procurementRemoval({ ...costs, salvageValue: 0 })],
  [
    "dual sourcing",
    dualSourcing({ ...costs, regularLeadTime: 2, expeditedLeadTime: 0, regularCost: 0, expeditedCost: 1 }),
  ],
  ["packs", withOrderTerms(lostSales(costs), { packSize: 3, minimumOrder: 6 })],
];

describe.each(PROBLEMS)("series of a location that share, in %s", (_, problem) => {
  it("play bit for bit as if alone where there is room", () => {
    const alone = play({ problem });
    for (const limits of [{ storage: 1000 }, { transport: 1000 }, { storage: 1000, transport: 1000 }])
      expect(play({ problem: limited(problem, limits) }).fields).toEqual(alone.fields);
  });

  it("never order more than the room of their location", () => {
    const volume = Float64Array.of(1, 2, 3);
    const flows = play({ problem: limited(problem, { volume, storage: 25, transport: 16 }) });
    const { ordered, position, onHand } = flows.fields;
    let bound = 0;
    for (const lanes of [[0, 1], [2]])
      for (let t = 0; t < PERIODS; t++) {
        const at = (values: Float32Array, lane: number) => values[lane * PERIODS + t] * volume[lane];
        const sum = (of: (lane: number) => number) => lanes.reduce((total, lane) => total + of(lane), 0);
        const used = sum((lane) => at(ordered, lane));
        expect(used).toBeLessThanOrEqual(16);
        expect(sum((lane) => at(ordered, lane) + Math.max(at(position, lane), 0))).toBeLessThanOrEqual(25);
        expect(sum((lane) => at(onHand, lane))).toBeLessThanOrEqual(25);
        if (used > 16 - 6) bound++;
      }
    expect(bound).toBeGreaterThan(0);
  });
});

describe("series of a location that share", () => {
  const problem = lostSales(costs);

  it("are cut alike where they are alike, and other locations are not", () => {
    const demand = Array.from({ length: 3 }, () => Array.from({ length: PERIODS }, () => 5));
    const flows = play({ problem: limited(problem, { transport: 12 }), demand });
    expect(ordered(flows, 0).slice(0, 2)).toEqual([6, 6]);
    expect(ordered(flows, 0)).toEqual(ordered(flows, 1));
    expect(ordered(flows, 2)).toEqual(ordered(play({ problem, demand }), 2));
  });

  it("leave out series that are not yet on offer", () => {
    const firstPeriod = [0, 4, 0];
    const flows = play({ problem: limited(problem, { transport: 10 }), firstPeriod });
    expect(ordered(flows, 0)[0]).toBe(10);
  });

  it("order in packs, and nothing below the minimum, when they are cut", () => {
    const packs = withOrderTerms(problem, { packSize: 3, minimumOrder: 6 });
    const flows = play({ problem: limited(packs, { transport: 10 }) });
    const all = [...flows.fields.ordered];
    expect(all.every((units) => units === 0 || (units >= 6 && units % 3 === 0))).toBe(true);
    expect(all.some((units) => units === 9)).toBe(true);
  });

  it("sell no more than they have, whatever the room", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (storage, transport) => {
        const { fields } = play({ problem: limited(problem, { storage, transport }), onHand: 4 });
        for (const lane of [0, 1, 2])
          for (let t = 0; t < PERIODS; t++) {
            const now = lane * PERIODS + t;
            const before = t === 0 ? 4 : fields.onHand[now - 1];
            expect(fields.onHand[now]).toBe(before + fields.received[now] - fields.sold[now]);
            expect(fields.received[now]).toBe(t === 0 ? 0 : fields.ordered[now - 1]);
          }
      }),
      { numRuns: 20 },
    );
  });
});
