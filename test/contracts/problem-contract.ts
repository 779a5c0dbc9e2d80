import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LeadTime } from "../../src/problems/mechanics/lead-time.js";
import { longestLeadTime } from "../../src/problems/mechanics/lead-time.js";
import type { Problem } from "../../src/problems/problem.js";
import { FLOWS, type LaneEvents, type PlayedLane, costOfOrders, playProblem, sum } from "./play-problem.js";

/** Options that every problem of the registry takes. */
export interface ContractOptions {
  readonly leadTime: LeadTime | number;
  readonly reviewPeriod?: number;
  readonly holdingCost: number;
  readonly shortageCost: number;
  readonly unitCost?: number;
  readonly price?: number;
  readonly wholeUnits?: boolean;
}

export type MakeProblem = (options: ContractOptions) => Problem;

/** What every problem promises. `gradient` is what its note says about derivatives of its cost. */
export function problemContract(
  name: string,
  make: MakeProblem,
  { gradient }: Pick<Problem, "gradient">,
): void {
  describe(`${name} as a problem`, () => {
    it("says who it is, and what it was asked to be", () => {
      const economics = { holdingCost: 1, shortageCost: 9, unitCost: 2, price: 5 };
      const problem = make({ leadTime: 3, reviewPeriod: 2, ...economics });
      expect(problem.name).toBe(name);
      expect(problem.summary).toMatch(/^[A-Z].*\.$/);
      expect(problem.gradient).toBe(gradient);
      expect(problem.reviewPeriod).toBe(2);
      expect(longestLeadTime(problem.leadTime)).toBe(3);
      expect(problem.economics).toEqual(economics);
      expect(problem.wholeUnits).toBe(true);
      expect(make({ leadTime: 3, ...economics, wholeUnits: false }).wholeUnits).toBe(false);
    });
    conservationContract(make);
    costContract(make);
    leadTimeContract(make);
    if (gradient === "pathwise") gradientContract(make);
  });
}

/** Amounts are multiples of 1/8, so that single precision adds them without error. */
const units = (max: number) => fc.integer({ min: 0, max: max * 8 }).map((eighths) => eighths / 8);

/** Lanes with any orders, any lead times up to the longest, crossing or never arriving. */
function randomLanes(longest: number): fc.Arbitrary<LaneEvents[]> {
  return fc.integer({ min: 1, max: 12 }).chain((periods) => {
    const length = { minLength: periods, maxLength: periods };
    const perPeriod = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, length);
    return fc.array(
      fc.record({
        demand: perPeriod(units(10)),
        orders: perPeriod(units(15)),
        leadTimes: perPeriod(fc.integer({ min: -1, max: longest })),
        stock: units(20),
        due: fc.array(units(9), { minLength: longest, maxLength: longest }),
      }),
      { minLength: 1, maxLength: 3 },
    );
  });
}

/** Problems with any costs, and what happens to a few lanes of them. */
function randomPlays(
  make: MakeProblem,
  margin: boolean,
): fc.Arbitrary<{ problem: Problem; lanes: LaneEvents[] }> {
  return fc.integer({ min: 0, max: 4 }).chain((longest) =>
    fc.record({
      problem: fc
        .record({ holdingCost: units(4), shortageCost: units(9), unitCost: units(3), price: units(6) })
        .map(({ unitCost, price, ...costs }) =>
          make({ leadTime: longest, ...costs, ...(margin ? { unitCost, price } : {}) }),
        ),
      lanes: randomLanes(longest),
    }),
  );
}

function checkPlays(
  make: MakeProblem,
  margin: boolean,
  check: (lane: PlayedLane, events: LaneEvents) => void,
): void {
  fc.assert(
    fc.property(randomPlays(make, margin), ({ problem, lanes }) => {
      playProblem(problem, lanes).forEach((lane, index) => check(lane, lanes[index]));
    }),
    { numRuns: 60 },
  );
}

function conservationContract(make: MakeProblem): void {
  it("conserves stock: what is ordered arrives, is on its way, or never will be", () => {
    checkPlays(make, true, (lane, { orders, due = [] }) => {
      expect(lane.ordered).toEqual(orders);
      expect(sum(orders) + sum(due)).toBe(sum(lane.received) + lane.stillOnOrder + sum(lane.neverArriving));
    });
  });

  it("conserves stock: on hand changes by what is received and sold", () => {
    checkPlays(make, true, (lane, { stock }) => {
      lane.onHand.forEach((onHand, t) => {
        const before = t === 0 ? stock : lane.onHand[t - 1];
        expect(onHand).toBe(before + lane.received[t] - lane.sold[t]);
      });
    });
  });

  it("accounts for demand: sold, lost, or waiting", () => {
    checkPlays(make, true, (lane, { demand }) => {
      expect(lane.demanded).toEqual(demand);
      demand.forEach((units, t) => {
        const change = lane.backlogged[t] - (t === 0 ? 0 : lane.backlogged[t - 1]);
        expect(units).toBe(lane.sold[t] + lane.lost[t] + change);
      });
    });
  });

  it("never has stock and a shortage at once, and no flow is negative", () => {
    checkPlays(make, true, (lane) => {
      for (const name of FLOWS) expect(Math.min(...lane[name])).toBeGreaterThanOrEqual(0);
      lane.onHand.forEach((onHand, t) => expect(onHand * (lane.lost[t] + lane.backlogged[t])).toBe(0));
    });
  });

  it("lets demand wait only where it says so", () => {
    const { allowsBacklog } = make({ leadTime: 0, holdingCost: 1, shortageCost: 1 });
    checkPlays(make, true, (lane) => expect(sum(allowsBacklog ? lane.lost : lane.backlogged)).toBe(0));
  });

  it("shows the position: on hand less backlog, plus on order", () => {
    checkPlays(make, true, (lane, { stock, due = [], orders }) => {
      const arrivable = (t: number) => orders[t] - lane.neverArriving[t];
      let position = stock + sum(due);
      lane.position.forEach((seen, t) => {
        expect(seen).toBe(position);
        position += arrivable(t) - (lane.demanded[t] - lane.lost[t]);
      });
    });
  });
}

function costContract(make: MakeProblem): void {
  it("never costs less than nothing where units cost and earn nothing", () => {
    checkPlays(make, false, (lane) => expect(Math.min(...lane.cost)).toBeGreaterThanOrEqual(0));
  });

  it("charges holding at the end, shortages by the unit, and the margin when a unit is sold", () => {
    const options = { leadTime: 0, holdingCost: 2, shortageCost: 9, unitCost: 3, price: 10 };
    const lane = { demand: [4, 5], orders: [0, 0], leadTimes: [0, 0], stock: 6 };
    const [{ cost }] = playProblem(make(options), [lane]);
    // 4 sold, 2 left: 2 · 2 - 4 · 7; then 2 sold, 3 short: 3 · 9 - 2 · 7.
    expect(cost).toEqual([2 * 2 - 4 * 7, 3 * 9 - 2 * 7]);
  });

  it("takes costs that differ from lane to lane", () => {
    const problem = make({ leadTime: 1, holdingCost: 1, shortageCost: 1 });
    const differing = { ...problem, economics: { ...problem.economics, holdingCost: Float64Array.of(1, 5) } };
    const lane = { demand: [1], orders: [0], leadTimes: [1], stock: 4 };
    expect(playProblem(differing, [lane, lane]).map(({ cost }) => cost[0])).toEqual([3, 15]);
  });
}

function leadTimeContract(make: MakeProblem): void {
  const lead = (longest: number) => make({ leadTime: longest, holdingCost: 1, shortageCost: 9 });
  const still = { demand: [0, 0, 0, 0, 0, 0], stock: 0 };

  it.each([0, 1, 2, 4])("serves demand of period t + %i with an order of period t", (leadTime) => {
    const orders = [3, 0, 0, 0, 0, 0];
    const [lane] = playProblem(lead(leadTime), [{ ...still, orders, leadTimes: orders.map(() => leadTime) }]);
    expect(lane.onHand).toEqual(orders.map((_, t) => (t >= leadTime ? 3 : 0)));
  });

  it("lets orders cross, and lets some never arrive", () => {
    const events = { ...still, orders: [1, 2, 4, 8, 16, 0], leadTimes: [3, 1, -1, 0, 3, 0] };
    const [lane] = playProblem(lead(3), [events]);
    expect(lane.received).toEqual([0, 0, 2, 9, 0, 0]);
    expect(lane.neverArriving).toEqual([0, 0, 4, 0, 0, 0]);
    expect(lane.stillOnOrder).toBe(16);
  });

  it("keeps lanes with other lead times beside each other", () => {
    const orders = [5, 0, 0, 0, 0, 0];
    const leadTimes = [0, 1, 3].map((periods) => orders.map(() => periods));
    const lanes = playProblem(lead(3), leadTimes.map((own) => ({ ...still, orders, leadTimes: own })));
    expect(lanes.map(({ received }) => received.indexOf(5))).toEqual([0, 1, 3]);
  });

  it("reads a random lead time as the longest it can be", () => {
    const problem = make({
      leadTime: { kind: "random", probabilities: [0.5, 0, 0.25, 0.125] },
      holdingCost: 1,
      shortageCost: 1,
    });
    expect(longestLeadTime(problem.leadTime)).toBe(3);
    expect(problem.state).toEqual(lead(3).state);
  });
}

/** Far less than the distance of an order made by `offGrid` to the nearest kink. */
const NUDGE = 2 ** -17;

/** Adds 1/16, 1/32, …: no sum of such orders meets demand and stock, which are multiples of 1/8, exactly. */
const offGrid = (orders: readonly number[]) => orders.map((order, t) => order + 2 ** -(4 + t));

function gradientContract(make: MakeProblem): void {
  it("has the gradient of its cost in the orders, away from kinks", () => {
    fc.assert(
      fc.property(randomPlays(make, true), ({ problem, lanes: [events] }) => {
        const orders = offGrid(events.orders);
        const { cost, gradient } = costOfOrders(problem, events);
        const derivatives = gradient(orders);
        const moved = (t: number, by: number) => cost(orders.with(t, orders[t] + by));
        orders.forEach((_, t) => {
          expect(derivatives[t]).toBeCloseTo((moved(t, NUDGE) - cost(orders)) / NUDGE, 5);
          expect(derivatives[t]).toBeCloseTo((cost(orders) - moved(t, -NUDGE)) / NUDGE, 5);
        });
      }),
      { numRuns: 40 },
    );
  });

  it.each([0, 1, 3])("sends the gradient through a lead time of %i periods", (leadTime) => {
    const problem = make({ leadTime, holdingCost: 2, shortageCost: 9 });
    const leadTimes = Array.from({ length: 6 }, () => leadTime);
    const plenty = { demand: [1, 1, 1, 1, 1, 1], orders: [], leadTimes, stock: 100 };
    const orders = [1, 1, 1, 1, 1, 1];
    // A unit ordered in t is held from t + L to the end.
    const held = orders.map((_, t) => Math.max(6 - t - leadTime, 0) * 2);
    expect(costOfOrders(problem, plenty).gradient(orders)).toEqual(held);
    const early = orders.map((_, t) => (t < leadTime ? 1 : 0));
    expect(costOfOrders(problem, plenty, { counts: early }).gradient(orders)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("is between the slopes of both sides at a kink", () => {
    const problem = make({ leadTime: 0, holdingCost: 1, shortageCost: 9, unitCost: 1, price: 3 });
    const tie = { demand: [5], orders: [], leadTimes: [0], stock: 2 };
    const [slope] = costOfOrders(problem, tie).gradient([3]);
    expect(slope).toBeGreaterThanOrEqual(-9 - 2);
    expect(slope).toBeLessThanOrEqual(1);
  });

  it("has the same values whether or not a gradient is asked for", () => {
    fc.assert(
      fc.property(randomPlays(make, true), ({ problem, lanes: [events] }) => {
        const without = costOfOrders(problem, events, { differentiate: false });
        expect(costOfOrders(problem, events).cost(events.orders)).toBe(without.cost(events.orders));
        expect(without.cost(events.orders)).toBeCloseTo(sum(playProblem(problem, [events])[0].cost), 3);
      }),
      { numRuns: 25 },
    );
  });
}
