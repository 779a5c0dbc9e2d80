import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type LeadTime,
  longestLeadTime,
  randomLeadTime,
} from "../../src/problems/mechanics/lead-time.js";
import type { Problem } from "../../src/problems/problem.js";
import { type LaneCheck, amounts, checkPlays, randomPlays } from "./random-plays.js";
import { FLOWS, type LaneEvents, type PlayedLane, playProblem, sum } from "./play-problem.js";
import { costOfOrders, decidedUnits, mainDecision } from "./play-problem.js";

/** Options that the contract sets; a problem with further ones sets those itself. */
export interface ContractOptions {
  /** Of the decision that has the problem's lead time. */
  readonly leadTime: LeadTime | number;
  readonly reviewPeriod?: number;
  readonly holdingCost: number;
  readonly shortageCost: number;
  /** Of a unit bought in the usual way. */
  readonly unitCost?: number;
  readonly price?: number;
  readonly wholeUnits?: boolean;
}

/** What the contract asks of most problems, but not of all. */
export type Excusable = "lead time 0" | "random lead times" | "stock keeps" | "gradient";

export interface ProblemPromise {
  make(options: ContractOptions): Problem;
  /**
   * The cost of period t by the equation of the problem's note, from the flows and what was decided; `now`
   * gives each of them in t.
   */
  cost(now: (name: string) => number, money: (name: string) => number): number;
  /** Why something does not hold here. */
  readonly exceptions?: Readonly<Partial<Record<Excusable, string>>>;
}

/** What every problem promises. */
export function problemContract(name: string, promise: ProblemPromise): void {
  const { make, exceptions = {} } = promise;
  describe(`${name} as a problem`, () => {
    it("says who it is, and what it was asked to be", () => {
      const economics = { holdingCost: 1, shortageCost: 9, unitCost: 2, price: 5 };
      const problem = make({ leadTime: 3, reviewPeriod: 2, ...economics });
      expect(name.startsWith(problem.name)).toBe(true);
      expect(problem.summary).toMatch(/^[A-Z].*\.$/);
      expect(problem.gradient).toBe(exceptions.gradient === undefined ? "pathwise" : "none");
      expect(problem.reviewPeriod).toBe(2);
      expect(longestLeadTime(problem.leadTime)).toBe(3);
      expect(problem.economics).toMatchObject(economics);
      expect(problem.wholeUnits).toBe(true);
      expect(make({ leadTime: 3, ...economics, wholeUnits: false }).wholeUnits).toBe(false);
    });
    it.each(Object.entries(exceptions))("says why not: %s", (_, reason) => expect(reason).toMatch(/ /));
    conservationContract(promise);
    costContract(promise);
    leadTimeContract(promise);
    if (exceptions.gradient === undefined) gradientContract(promise);
  });
}

function conservationContract(promise: ProblemPromise): void {
  const check = (laneCheck: LaneCheck) => checkPlays(promise, { margin: true }, laneCheck);

  it("conserves stock: what is ordered arrives, is on its way, or never will be", () => {
    check((lane, { due = [] }, problem) => {
      expect(lane.ordered).toEqual(decidedBy(lane, problem, "up"));
      const given = sum(lane.ordered) + sum(due);
      expect(given).toBe(sum(lane.received) + lane.stillOnOrder + sum(lane.neverArriving));
    });
  });

  it("conserves stock: on hand changes by what is received, sold, expired and removed", () => {
    check((lane, { stock }) => {
      lane.onHand.forEach((onHand, t) => {
        const before = t === 0 ? Math.max(stock, 0) : lane.onHand[t - 1];
        expect(onHand).toBe(before + lane.received[t] - lane.sold[t] - lane.expired[t] - lane.removed[t]);
      });
    });
  });

  it("accounts for demand: sold, lost, or waiting", () => {
    check((lane, { demand, stock }) => {
      expect(lane.demanded).toEqual(demand);
      demand.forEach((units, t) => {
        const change = lane.backlogged[t] - (t === 0 ? Math.max(-stock, 0) : lane.backlogged[t - 1]);
        expect(units).toBe(lane.sold[t] + lane.lost[t] + change);
      });
    });
  });

  it("never has stock and a shortage at once, and no flow is negative", () => {
    check((lane) => {
      for (const name of FLOWS) expect(Math.min(...lane[name])).toBeGreaterThanOrEqual(0);
      lane.onHand.forEach((onHand, t) => expect(onHand * (lane.lost[t] + lane.backlogged[t])).toBe(0));
    });
  });

  it("lets demand wait only where it says so", () => {
    check((lane, _, problem) => {
      expect(sum(problem.allowsBacklog ? lane.lost : lane.backlogged)).toBe(0);
    });
  });

  it("shows the position: on hand less backlog, plus on order", () => {
    check((lane, { stock, due = [] }) => {
      let position = stock + sum(due);
      lane.position.forEach((seen, t) => {
        expect(seen).toBe(position);
        position += lane.ordered[t] - lane.neverArriving[t] - (lane.demanded[t] - lane.lost[t]);
        position -= lane.expired[t] + lane.removed[t];
      });
    });
  });

  it("removes what was decided, where anything is", () => {
    check((lane, _, problem) => expect(lane.removed).toEqual(decidedBy(lane, problem, "down")));
  });
}

/** Units per period of all decisions that raise the position, or all that lower it. */
function decidedBy(lane: PlayedLane, problem: Problem, direction: "up" | "down"): number[] {
  const names = problem.decisions.filter((decision) => decision.direction === direction);
  return lane.cost.map((_, t) => sum(names.map(({ name }) => lane.decided[name][t])));
}

function costContract(promise: ProblemPromise): void {
  const { make, exceptions = {}, cost } = promise;
  const shortest = exceptions["lead time 0"] === undefined ? 0 : 1;

  it("never costs less than nothing where units cost and earn nothing", () => {
    checkPlays(promise, { margin: false }, (lane) =>
      expect(Math.min(...lane.cost)).toBeGreaterThanOrEqual(0),
    );
  });

  it("costs what the equation of its note says", () => {
    checkPlays(promise, { margin: true }, (lane, _, { economics }) => {
      const money = (name: string) => Number(economics[name]);
      lane.cost.forEach((charged, t) => expect(charged).toBeCloseTo(cost(nowOf(lane, t), money), 3));
    });
  });

  it("takes costs that differ from lane to lane", () => {
    const problem = make({ leadTime: 1, holdingCost: 1, shortageCost: 1 });
    const economics = { ...problem.economics, shortageCost: Float64Array.of(1, 5) };
    const lane = { demand: [7], orders: [0], leadTimes: [1], stock: 4 };
    const played = playProblem({ ...problem, economics }, [lane, lane]);
    expect(played.map(({ cost }) => cost[0])).toEqual([3, 15]);
  });

  if (exceptions["stock keeps"] !== undefined) return;
  it("charges holding at the end, shortages by the unit, and the margin when a unit is sold", () => {
    const options = { leadTime: shortest, holdingCost: 2, shortageCost: 9, unitCost: 3, price: 10 };
    const lane = { demand: [4, 5], orders: [0, 0], leadTimes: [shortest, shortest], stock: 6 };
    // 4 sold, 2 left: 2 · 2 - 4 · 7; then 2 sold, 3 short: 3 · 9 - 2 · 7.
    expect(playProblem(make(options), [lane])[0].cost).toEqual([2 * 2 - 4 * 7, 3 * 9 - 2 * 7]);
  });
}

/** Any flow or decided quantity of one period, by name. */
function nowOf(lane: PlayedLane, t: number): (name: string) => number {
  const all: Readonly<Record<string, unknown>> = { ...lane, ...lane.decided };
  return (name) => {
    const row = all[name];
    if (!Array.isArray(row)) throw new Error(`there is no flow ${name}`);
    return Number(row[t]);
  };
}

function leadTimeContract({ make, exceptions = {} }: ProblemPromise): void {
  const lead = (longest: number) => make({ leadTime: longest, holdingCost: 1, shortageCost: 9 });
  const still = { demand: [0, 0, 0, 0, 0, 0], stock: 0 };
  const leadTimes = [0, 1, 2, 4].slice(exceptions["lead time 0"] === undefined ? 0 : 1);

  it.each(leadTimes)("serves demand of period t + %i with an order of period t", (leadTime) => {
    const orders = [3, 0, 0, 0, 0, 0];
    const same = orders.map(() => leadTime);
    const [lane] = playProblem(lead(leadTime), [
      { stock: 0, demand: orders.map((_, t) => (t === leadTime ? 3 : 0)), orders, leadTimes: same },
    ]);
    expect(lane.sold).toEqual(lane.demanded);
    expect(lane.received).toEqual(lane.demanded);
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
    const own = [0, 1, 3].map((periods) => orders.map(() => periods));
    const lanes = playProblem(lead(3), own.map((periods) => ({ ...still, orders, leadTimes: periods })));
    expect(lanes.map(({ received }) => received.indexOf(5))).toEqual([0, 1, 3]);
  });

  if (exceptions["random lead times"] !== undefined) return;
  it("reads a random lead time as the longest it can be", () => {
    const leadTime = randomLeadTime([0.5, 0, 0.25, 0.125]);
    const problem = make({ leadTime, holdingCost: 1, shortageCost: 1 });
    expect(longestLeadTime(problem.leadTime)).toBe(3);
    expect(problem.state).toEqual(lead(3).state);
  });
}

/** Far less than the distance of quantities made by `offGrid` to the nearest kink. */
const NUDGE = 2 ** -31;

/** Adds 1/16, 1/32, …: no sum of such quantities meets demand and stock, multiples of 1/8, exactly. */
function offGrid(decided: readonly (readonly number[])[]): number[][] {
  let power = 4;
  return decided.map((row) => row.map((units) => units + 2 ** -power++));
}

function gradientContract(promise: ProblemPromise): void {
  const { make, exceptions = {} } = promise;
  const shortest = exceptions["lead time 0"] === undefined ? 0 : 1;

  it("has the gradient of its cost in all that is decided, away from kinks", () => {
    fc.assert(
      fc.property(randomPlays(promise, { margin: true }), ({ problem, lanes: [events] }) => {
        const decided = offGrid(decidedUnits(problem, events));
        const { cost, gradient } = costOfOrders(problem, events);
        const derivatives = gradient(decided);
        const moved = (row: number, t: number, by: number) =>
          cost(decided.map((units, index) => (index === row ? units.with(t, units[t] + by) : units)));
        decided.forEach((units, row) =>
          units.forEach((_, t) => {
            expect(derivatives[row][t]).toBeCloseTo((moved(row, t, NUDGE) - cost(decided)) / NUDGE, 5);
            expect(derivatives[row][t]).toBeCloseTo((cost(decided) - moved(row, t, -NUDGE)) / NUDGE, 5);
          }),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("is between the slopes of both sides at a kink", () => {
    fc.assert(
      fc.property(amounts(10), (order) => {
        const problem = make({ leadTime: shortest, holdingCost: 1, shortageCost: 9, unitCost: 1, price: 3 });
        const before = Array.from({ length: shortest }, () => 0);
        const tie: LaneEvents = {
          demand: [...before, order],
          orders: [order, ...before],
          leadTimes: [shortest, ...before.map(() => shortest)],
          stock: 0,
        };
        const main = mainDecision(problem);
        const decided = decidedUnits(problem, tie);
        const { cost, gradient } = costOfOrders(problem, tie);
        const moved = (by: number) =>
          cost(decided.map((units, index) => (index === main ? units.with(0, units[0] + by) : units)));
        const sides = [(moved(1 / 8) - moved(0)) * 8, (moved(0) - moved(-1 / 8)) * 8];
        const [slope] = gradient(decided)[main];
        expect(slope).toBeGreaterThanOrEqual(Math.min(...sides) - 1e-6);
        expect(slope).toBeLessThanOrEqual(Math.max(...sides) + 1e-6);
      }),
      { numRuns: 20 },
    );
  });

  it("has the same values whether or not a gradient is asked for", () => {
    fc.assert(
      fc.property(randomPlays(promise, { margin: true }), ({ problem, lanes: [events] }) => {
        const decided = decidedUnits(problem, events);
        const without = costOfOrders(problem, events, { differentiate: false }).cost(decided);
        expect(costOfOrders(problem, events).cost(decided)).toBe(without);
        expect(without).toBeCloseTo(sum(playProblem(problem, [events])[0].cost), 3);
      }),
      { numRuns: 25 },
    );
  });

  if (exceptions["stock keeps"] !== undefined) return;
  const leadTimes = [0, 1, 3].filter((leadTime) => leadTime >= shortest);
  it.each(leadTimes)("sends the gradient through a lead time of %i periods", (leadTime) => {
    const problem = make({ leadTime, holdingCost: 2, shortageCost: 9 });
    const orders = [1, 1, 1, 1, 1, 1];
    const plenty: LaneEvents = { demand: orders, orders, leadTimes: orders.map(() => leadTime), stock: 100 };
    const decided = decidedUnits(problem, plenty);
    const slopes = (counts?: readonly number[]) =>
      costOfOrders(problem, plenty, { counts }).gradient(decided)[mainDecision(problem)];
    // A unit ordered in t is held from t + L to the end.
    expect(slopes()).toEqual(orders.map((_, t) => Math.max(6 - t - leadTime, 0) * 2));
    expect(slopes(orders.map((_, t) => (t < leadTime ? 1 : 0)))).toEqual([0, 0, 0, 0, 0, 0]);
  });
}
