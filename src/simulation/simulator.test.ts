import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { rule } from "../../test/contracts/rule.js";
import { parseDistribution } from "../demand/distributions.js";
import { trailingMean } from "../demand/features/index.js";
import { periodCount } from "../demand/panel.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { bothHead } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { randomStream } from "../base/random.js";
import { lostSales } from "../problems/lost-sales/lost-sales.js";
import { type RecordName, RECORDS } from "./period.js";
import { type StartState, type Windows, simulator } from "./simulator.js";
import { type World, policySetting } from "./world.js";

const PERIODS = 6;
const never = { leadTime: 0, holdingCost: 1, shortageCost: 0 };

/** Plays given orders from an empty start, and costs 1 per unit and period on hand. */
function playOrders(
  world: World,
  windows: Windows,
  { orders, weights }: { orders: Float32Array; weights?: Float32Array },
) {
  const lanes = windows.series.length;
  const { problem } = world;
  const setting = policySetting(world);
  const period = { problem, setting, decider: { orders: "given" }, rounding: "none" } as const;
  const compiled = simulator({ ...period, records: RECORDS, executor, gradient: false });
  const simulation = compiled.open({ lanes, periods: windows.periods });
  simulation.load(world, windows, empty(world, lanes), { orders, weights });
  const { cost, counted } = simulation.run(new Float32Array());
  const records = (name: RecordName, lane = 0) => {
    const row = new Float32Array(windows.periods);
    simulation.read(name, lane, row, 0);
    return [...row];
  };
  return { cost, counted, records };
}

function empty({ problem }: World, lanes: number): StartState {
  return {
    stock: new Float32Array(lanes),
    due: Array.from({ length: problem.state.due }, () => new Float32Array(lanes)),
  };
}

function windowsOf(
  series: readonly number[],
  start: readonly number[],
  { periods = PERIODS, warmUp = 0 }: Partial<Windows> = {},
): Windows {
  return { series: Int32Array.from(series), start: Int32Array.from(start), periods, warmUp };
}

/** One unit ordered in the first period of each series, without any demand. */
function oneUnitEach(world: World): Float32Array {
  const length = periodCount(world.panel) + 1;
  const cells = world.panel.series.length * length;
  return Float32Array.from({ length: cells }, (_, cell) => (cell % length === 0 ? 1 : 0));
}

describe("what a simulation counts", () => {
  const quiet = (options: { firstPeriod?: number[]; series?: number }) => {
    const { series = 1, firstPeriod } = options;
    const demand = Array.from({ length: series }, () => new Float32Array(PERIODS));
    return madeWorld({ problem: lostSales(never), demand, firstPeriod });
  };

  it("is every period after the warm-up", () => {
    const world = quiet({});
    for (const warmUp of [0, 2, 5]) {
      const played = playOrders(world, windowsOf([0], [0], { warmUp }), { orders: oneUnitEach(world) });
      expect(played).toMatchObject({ cost: PERIODS - warmUp, counted: PERIODS - warmUp });
      expect(played.records("cost")).toEqual([1, 1, 1, 1, 1, 1]);
    }
  });

  it("is no period before a series was on offer", () => {
    const world = quiet({ series: 3, firstPeriod: [0, 4, 9] });
    const windows = windowsOf([0, 1, 2], [0, 0, 0], { warmUp: 1 });
    const played = playOrders(world, windows, { orders: oneUnitEach(world) });
    expect(played).toMatchObject({ cost: 5 + 2 + 0, counted: 7 });
  });

  it("weighs lanes as they are told to", () => {
    const world = quiet({ series: 2 });
    const weights = Float32Array.of(0.5, 3);
    const orders = oneUnitEach(world);
    const played = playOrders(world, windowsOf([0, 1], [0, 0]), { orders, weights });
    expect(played).toMatchObject({ cost: 3.5 * PERIODS, counted: 3.5 * PERIODS });
  });
});

describe("a window", () => {
  const demand = [
    [1, 2, 3, 4, 5, 6, 7, 8],
    [11, 12, 13, 14, 15, 16, 17, 18],
  ];
  const world = madeWorld({ problem: lostSales({ ...never, leadTime: 2 }), demand });

  it("plays the periods from its start of the series of its lane", () => {
    const { records } = playOrders(world, windowsOf([1, 0, 1], [2, 0, 0]), { orders: oneUnitEach(world) });
    expect(records("demanded", 0)).toEqual([13, 14, 15, 16, 17, 18]);
    expect(records("demanded", 1)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(records("demanded", 2)).toEqual([11, 12, 13, 14, 15, 16]);
  });

  it("lets an order change costs only after the lead time, and nothing before", () => {
    const costs = (period: number) => {
      const orders = new Float32Array(2 * 9);
      if (period >= 0) orders[period] = 100;
      return playOrders(world, windowsOf([0], [0]), { orders }).records("cost");
    };
    const without = costs(-1);
    for (let period = 0; period < PERIODS; period++) {
      const changed = costs(period).map((cost, t) => cost !== without[t]);
      expect(changed).toEqual(changed.map((_, t) => t >= period + 2));
    }
  });
});

describe("a policy in a simulation", () => {
  const problem = lostSales({ leadTime: 2, reviewPeriod: 3, holdingCost: 1, shortageCost: 9 });

  it("orders in review periods only, counted from the given one", () => {
    for (const reviewAt of [0, 1, 5]) {
      const demand = [Float32Array.from({ length: 12 }, () => 5)];
      const world = madeWorld({ problem, demand, reviewAt });
      const { records } = play(world, { series: [0], start: [1], periods: 10 });
      const ordered = records("ordered", 0).map((units) => units > 0);
      expect(ordered).toEqual(ordered.map((_, t) => (t + 1 - reviewAt) % 3 === 0));
    }
  });

  it("cannot tell which demand comes next", () => {
    const history = Float32Array.from({ length: 20 }, (_, t) => (t * 7) % 5);
    const today = 9;
    const other = history.map((units, t) => (t < today ? units : units + 10));
    const ordered = [history, other].map((demand) => {
      const world = madeWorld({ problem, demand: [demand], features: [trailingMean(3)], reviewAt: today });
      return play(world, { series: [0], start: [0], periods: 20 }, "network").records("ordered", 0);
    });
    expect(ordered[0].slice(0, today + 1)).toEqual(ordered[1].slice(0, today + 1));
    expect(ordered[0]).not.toEqual(ordered[1]);
  });

  it("plays a lane alike, whatever lanes are beside it", () => {
    const size = { series: 90, periods: 30 };
    const world = stationaryWorld(problem, parseDistribution("poisson:5"), size);
    const all = Array.from({ length: size.series }, (_, s) => s);
    const start = all.map((s) => s % 7);
    const together = play(world, { series: all, start, periods: 20 }, "network");
    for (const lane of [0, 17, 64, 89]) {
      const alone = play(world, { series: [lane], start: [start[lane]], periods: 20 }, "network");
      for (const name of RECORDS) expect(alone.records(name, 0)).toEqual(together.records(name, lane));
    }
  });
});

interface Play {
  readonly series: readonly number[];
  readonly start: readonly number[];
  readonly periods: number;
}

function play(world: World, { series, start, periods }: Play, by: "level" | "network" = "level") {
  const setting = policySetting(world);
  const policy = by === "level" ? baseStock() : neuralPolicy({ hidden: [8], head: bothHead() });
  const bound = policy.bind(setting);
  const period = { problem: world.problem, setting, decider: { policy: bound }, rounding: "whole" } as const;
  const compiled = simulator({ ...period, records: RECORDS, executor, gradient: false });
  const simulation = compiled.open({ lanes: series.length, periods });
  simulation.load(world, windowsOf(series, start, { periods }), empty(world, series.length));
  simulation.run(bound.initial(randomStream(1)));
  return {
    records(name: RecordName, lane: number) {
      const row = new Float32Array(periods);
      simulation.read(name, lane, row, 0);
      return [...row];
    },
  };
}

describe("money that changes over time", () => {
  const perPeriod = (...rows: readonly number[][]) => ({
    periods: rows[0].length,
    values: Float32Array.from(rows.flat()),
  });

  it("is charged as it is in the period in which it is due", () => {
    const holdingCost = perPeriod([1, 2, 3, 4, 5, 6], [0, 0, 10, 0, 0, 0]);
    const problem = lostSales({ leadTime: 0, holdingCost, shortageCost: 0 });
    const world = madeWorld({ problem, demand: [new Float32Array(PERIODS), new Float32Array(PERIODS)] });
    const played = playOrders(world, windowsOf([0, 1], [0, 0]), { orders: oneUnitEach(world) });
    expect(played.records("cost", 0)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(played.records("cost", 1)).toEqual([0, 0, 10, 0, 0, 0]);
    expect(played.cost).toBe(31);
  });

  it("is seen by the policy of that period, and after the last one as in the last", () => {
    const price = perPeriod([3, 1, 4, 1, 5, 9]);
    const problem = lostSales({ leadTime: 0, holdingCost: 1, shortageCost: 0, price });
    const world = madeWorld({ problem, demand: [new Float32Array(PERIODS)] });
    const setting = policySetting(world);
    const decider = { policy: rule((seen) => seen.economics.price).bind(setting) };
    const options = { problem, setting, decider, rounding: "none", records: RECORDS } as const;
    const simulation = simulator({ ...options, executor, gradient: false }).open({ lanes: 1, periods: 6 });
    simulation.load(world, windowsOf([0], [1], { periods: 6 }), empty(world, 1));
    simulation.run(new Float32Array());
    const ordered = new Float32Array(6);
    simulation.read("ordered", 0, ordered, 0);
    expect([...ordered]).toEqual([1, 4, 1, 5, 9, 9]);
  });

  it("is that of each series where it stays the same: the same bits", () => {
    const demand = [Float32Array.of(3, 1, 4, 1, 5, 9), Float32Array.of(2, 7, 1, 8, 2, 8)];
    const cost = (holdingCost: Float64Array | ReturnType<typeof perPeriod>) => {
      const problem = lostSales({ leadTime: 1, holdingCost, shortageCost: 9 });
      const world = madeWorld({ problem, demand });
      const orders = Float32Array.from({ length: 14 }, (_, cell) => (cell * 5) % 7);
      return playOrders(world, windowsOf([0, 1], [0, 0]), { orders }).cost;
    };
    const steady = perPeriod(...[0.25, 0.5].map((units) => Array.from({ length: PERIODS }, () => units)));
    expect(cost(steady)).toBe(cost(Float64Array.of(0.25, 0.5)));
  });
});
