import type { Executor } from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import type { Oracle } from "../policies/hindsight/oracle.js";
import { periodCount } from "../demand/panel.js";
import { ofSeries } from "../problems/problem.js";
import { type Decider, RECORDS, type RecordName, placedRounding } from "./period.js";
import { type StartState, type Windows, simulator } from "./simulator.js";
import { type World } from "./world.js";

/** What happened: every record `[lanes × periods]`, a row per lane. */
export interface Flows {
  readonly lanes: number;
  readonly periods: number;
  readonly fields: Readonly<Record<RecordName, Float32Array>>;
}

export interface ReplayOptions {
  readonly world: World;
  readonly setting: PolicySetting;
  readonly executor: Executor;
  readonly windows: Windows;
  readonly start: StartState;
  /** A trained or classical policy, or an oracle. */
  readonly by:
    { readonly policy: BoundPolicy; readonly parameters: Float32Array } | { readonly oracle: Oracle };
}

/** Lanes simulated at a time, unless they share: bounds memory, whatever the number of series. */
const LANES_AT_A_TIME = 4096;

/**
 * Plays one policy over the windows and keeps everything that flowed. Policies order as the problem says. An
 * oracle need not order whole units, so that where demand was estimated, and is not whole, its cost still
 * bounds theirs; it plays each series at most once.
 */
export function replay(options: ReplayOptions): Flows {
  const { world, setting, executor, windows, start, by } = options;
  const lanes = windows.series.length;
  const { periods } = windows;
  const decider: Decider = "policy" in by ? { policy: by.policy } : { orders: "given" };
  const parameters = "policy" in by ? by.parameters : new Float32Array();
  const orders = "oracle" in by ? oracleOrders(by.oracle, options) : undefined;
  const { problem } = world;
  const rounding = orders ? "none" : placedRounding(problem);
  const period = { problem, setting, decider, rounding, records: RECORDS, sharing: "cut" } as const;
  const compiled = simulator({ ...period, executor, gradient: false });
  const fields = Object.fromEntries(
    RECORDS.map((name) => [name, new Float32Array(lanes * periods)]),
  ) as Record<RecordName, Float32Array>;
  const together = problem.sharedLimits === undefined ? LANES_AT_A_TIME : lanes;
  for (let from = 0; from < lanes; from += together) {
    const to = Math.min(from + together, lanes);
    const simulation = compiled.open({ lanes: to - from, periods });
    simulation.load(world, part(windows, from, to), partOf(start, from, to), { orders });
    simulation.run(parameters);
    for (const name of RECORDS)
      for (let lane = from; lane < to; lane++)
        simulation.read(name, lane - from, fields[name], lane * periods);
    simulation.dispose();
  }
  return { lanes, periods, fields };
}

function part(windows: Windows, from: number, to: number): Windows {
  return { ...windows, series: windows.series.slice(from, to), start: windows.start.slice(from, to) };
}

function partOf({ stock, due }: StartState, from: number, to: number): StartState {
  return { stock: stock.slice(from, to), due: due.map((units) => units.slice(from, to)) };
}

/** The oracle's orders in the layout of the panel. */
function oracleOrders(oracle: Oracle, { world, windows, start }: ReplayOptions): Float32Array {
  const { panel, problem, demand } = world;
  const periods = periodCount(panel);
  const orders = new Float32Array(panel.series.length * (periods + 1));
  const { holdingCost, shortageCost, price, unitCost } = problem.economics;
  const { ageRows, oldestFirst = false } = problem;
  const life = ageRows > 0 ? { periods: ageRows, oldestFirst } : undefined;
  windows.series.forEach((series, lane) => {
    const first = windows.start[lane];
    const at = series * periods + first;
    const planned = oracle.orders({
      demand: demand.subarray(at, at + windows.periods),
      mayOrder: world.mayOrder(series).subarray(first, first + windows.periods),
      stock: start.stock[lane],
      due: start.due.map((units) => units[lane]),
      leadTime: world.leadTimes(series)[first],
      holdingCost: ofSeries(holdingCost, series),
      shortageCost: ofSeries(shortageCost, series),
      margin: ofSeries(price, series) - ofSeries(unitCost, series),
      allowsBacklog: problem.allowsBacklog,
      ...(life ? { life } : {}),
    });
    orders.set(planned, series * (periods + 1) + first);
  });
  return orders;
}
