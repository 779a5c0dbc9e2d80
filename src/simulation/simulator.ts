import { assert } from "../base/errors.js";
import { type Executor, type Plan, type Session, compileRollout } from "../engine/index.js";
import { periodCount } from "../demand/panel.js";
import { type PerPeriod, isPerPeriod, ofSeries, stepNumbers } from "../problems/problem.js";
import {
  type Decider,
  type PeriodOptions,
  type RecordName,
  ownInput,
  simulatedPeriod,
  stateRows,
} from "./period.js";
import type { World } from "./world.js";

/** Which stretch of which series each lane plays. Lanes all have the same number of periods. */
export interface Windows {
  /** Series of each lane. */
  readonly series: Int32Array;
  /** First period of each lane. */
  readonly start: Int32Array;
  readonly periods: number;
  /** Periods at the start of a window whose cost does not count: what was ordered before decides them. */
  readonly warmUp: number;
}

/** Stock at the start of the first period, before receipt: `due[k]` arrives in k periods. Units, per lane. */
export interface StartState {
  readonly stock: Float32Array;
  readonly due: readonly Float32Array[];
}

/** A compiled simulation of one problem under one policy, for any lanes of any world of that shape. */
export interface Simulator {
  readonly plan: Plan;
  open(size: { lanes: number; periods: number }): Simulation;
}

export interface Simulation {
  readonly lanes: number;
  readonly periods: number;
  /** Sets what happens to the lanes. `weights` says how much each counts (default 1). */
  load(world: World, windows: Windows, start: StartState, options?: LoadOptions): void;
  /** Numbers of the policy's own for each series, in place of those it was bound with. */
  setOwn(windows: Windows, own: Readonly<Record<string, Float64Array>>): void;
  /** Plays all periods: the weighted cost of counted periods, in total and how many counted. */
  run(parameters: Float32Array): { cost: number; counted: number };
  /** d cost / d parameters of the last run, where the simulator was made with `gradient`. */
  readonly gradient: Float32Array;
  /** One record of one lane over all periods, copied into `target` at `at`. */
  read(name: RecordName, lane: number, target: Float32Array, at: number): void;
  dispose(): void;
}

export interface LoadOptions {
  readonly weights?: Float32Array;
  /** Orders to replay, `[series × (periods of the panel + 1)]`, where the decider's orders are given. */
  readonly orders?: Float32Array;
  /** Numbers from 0 to 1 for a probe, where the simulator has one. */
  readonly uniform?: () => number;
}

export interface SimulatorOptions extends PeriodOptions {
  readonly executor: Executor;
  readonly gradient: boolean;
}

export function simulator(options: SimulatorOptions): Simulator {
  const plan = compileRollout(simulatedPeriod(options), { gradient: options.gradient });
  return {
    plan,
    open: (size) => simulation(options.executor.open(plan, size), options.decider),
  };
}

function simulation(session: Session, decider: Decider): Simulation {
  const { lanes, periods } = session;
  let counted = 0;
  const setOwn: Simulation["setOwn"] = ({ series }, own) => {
    for (const [name, values] of Object.entries(own))
      session.setLane(ownInput(name), 0, Float32Array.from(series, (s) => values[s]));
  };
  return {
    lanes,
    periods,
    gradient: session.gradient,
    load(world, windows, start, options = {}) {
      const fits = windows.series.length === lanes && windows.periods === periods;
      assert(fits, "windows have the session's size");
      const weights = options.weights ?? new Float32Array(lanes).fill(1);
      session.setWeights(weights);
      const { stockAt } = world.problem;
      session.setState(stockAt.name, stockAt.row, start.stock);
      start.due.forEach((units, row) => session.setState("due", row, units));
      loadSeries(session, world, windows);
      if ("policy" in decider) setOwn(windows, decider.policy.perSeries ?? {});
      loadPeriods(session, world, windows, options.orders);
      if (options.uniform) loadUniform(session, stateRows(world.problem), options.uniform);
      counted = loadCounts(session, world, windows, weights);
    },
    setOwn,
    run: (parameters) => ({ cost: session.run(parameters), counted }),
    read: (name, lane, target, at) => session.readRecord(name, 0, lane, target, at),
    dispose: () => session.dispose(),
  };
}

function loadSeries(session: Session, { problem }: World, { series }: Windows): void {
  const set = (name: string, of: (series: number) => number) =>
    session.setLane(name, 0, Float32Array.from(series, of));
  for (const [name, numbers] of Object.entries(stepNumbers(problem)))
    if (!isPerPeriod(numbers)) set(name, (s) => ofSeries(numbers, s));
}

function loadPeriods(
  session: Session,
  world: World,
  windows: Windows,
  orders: Float32Array | undefined,
): void {
  const { features, panel } = world;
  const periods = periodCount(panel);
  const changing = Object.entries(stepNumbers(world.problem)).filter((entry) => isPerPeriod(entry[1]));
  for (let lane = 0; lane < session.lanes; lane++) {
    const [series, start] = [windows.series[lane], windows.start[lane]];
    const seen = features.of(series);
    const known = start - features.from;
    session.setPeriods("demand", 0, lane, world.demand, series * periods + start);
    session.setPeriods("leadTime", 0, lane, world.leadTimes(series), start);
    session.setPeriods("mayOrder", 0, lane, world.mayOrder(series), start);
    session.setPeriods("coverPeriods", 0, lane, world.coverPeriods(series), start);
    session.setPeriods("scale", 0, lane, seen.scale, known);
    for (const name of ["demandFeatures", "plainFeatures"] as const)
      seen[name].forEach((values, row) => session.setPeriods(name, row, lane, values, known));
    for (const [name, numbers] of changing)
      session.setPeriods(name, 0, lane, untilAfterTheLast(numbers as PerPeriod, series), start);
    if (orders) session.setPeriods("orders", 0, lane, orders, series * (periods + 1) + start);
  }
}

/** The numbers of one series, and that of the last period once more for the decision after it. */
function untilAfterTheLast({ periods, values }: PerPeriod, series: number): Float32Array {
  const numbers = new Float32Array(periods + 1);
  numbers.set(values.subarray(series * periods, (series + 1) * periods));
  numbers[periods] = numbers[periods - 1];
  return numbers;
}

function loadUniform(session: Session, rows: number, uniform: () => number): void {
  const numbers = new Float32Array(session.periods);
  for (let lane = 0; lane < session.lanes; lane++)
    for (let row = 0; row < rows; row++) {
      for (let t = 0; t < numbers.length; t++) numbers[t] = uniform();
      session.setPeriods("uniform", row, lane, numbers, 0);
    }
}

/** Counts periods after the warm-up in which the series was on offer; the result is their weighted number. */
function loadCounts(session: Session, { panel }: World, windows: Windows, weights: Float32Array): number {
  const counts = new Float32Array(windows.periods);
  let total = 0;
  for (let lane = 0; lane < session.lanes; lane++) {
    const onOffer = panel.firstPeriod[windows.series[lane]] - windows.start[lane];
    const from = Math.max(windows.warmUp, onOffer);
    for (let t = 0; t < windows.periods; t++) counts[t] = t >= from ? 1 : 0;
    session.setPeriods("counts", 0, lane, counts, 0);
    total += weights[lane] * Math.max(windows.periods - from, 0);
  }
  return total;
}
