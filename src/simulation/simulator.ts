import { assert } from "../base/errors.js";
import { type Executor, type Plan, type Session, compileRollout } from "../engine/index.js";
import { allocatedSimulation, allocationRecords, isAllocated } from "./allocated-simulation.js";
import { loadCounts, loadOwn, loadPeriods, loadSeries, loadStart, loadUniform } from "./load-lanes.js";
import {
  type Decider,
  type PeriodOptions,
  type RecordName,
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
  /** Other demand of a lane, a number per period from `at` on, in place of that of the world. */
  setDemand(lane: number, units: Float32Array, at: number): void;
  /** Plays all periods: the weighted objective of counted periods, in total and how many counted. */
  run(parameters: Float32Array): { cost: number; counted: number };
  /** d cost / d parameters of the last run, where the simulator was made with `gradient`; as a session's. */
  readonly gradient: Float32Array;
  /** Noise of one decision of a lane, a number per period, where the decider has noise. */
  setNoise(decision: number, lane: number, values: Float32Array): void;
  /** One row of a record of one lane over all periods, copied into `target` at `at`; row 0 by default. */
  read(name: RecordName, lane: number, target: Float32Array, at: number, row?: number): void;
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
  const { executor, decider, gradient } = options;
  const records = [...new Set([...options.records, ...allocationRecords(options)])];
  const plan = compileRollout(simulatedPeriod({ ...options, records, smooth: gradient }), { gradient });
  return {
    plan,
    open: (size) =>
      isAllocated(options)
        ? allocatedSimulation({ ...options, plan, records, size })
        : simulation(executor.open(plan, size), decider),
  };
}

function simulation(session: Session, decider: Decider): Simulation {
  const { lanes, periods } = session;
  let counted = 0;
  const setOwn: Simulation["setOwn"] = (windows, own) => loadOwn(session, windows, own);
  return {
    lanes,
    periods,
    get gradient() {
      return session.gradient;
    },
    load(world, windows, start, options = {}) {
      const fits = windows.series.length === lanes && windows.periods === periods;
      assert(fits, "windows have the session's size");
      const weights = options.weights ?? new Float32Array(lanes).fill(1);
      session.setWeights(weights);
      loadStart(session, world.problem, start);
      loadSeries(session, world, windows);
      if ("policy" in decider) setOwn(windows, decider.policy.perSeries ?? {});
      const { perDecision } = "policy" in decider ? decider.policy : {};
      loadPeriods(session, world, windows, { orders: options.orders, perDecision });
      if (options.uniform) loadUniform(session, stateRows(world.problem), options.uniform);
      counted = loadCounts(session, world, windows, weights);
    },
    setOwn,
    run: (parameters) => ({ cost: session.run(parameters), counted }),
    setDemand: (lane, units, at) => session.setPeriods("demand", 0, lane, units, at),
    setNoise: (decision, lane, values) => session.setPeriods("noise", decision, lane, values, 0),
    read: (name, lane, target, at, row = 0) => session.readRecord(name, row, lane, target, at),
    dispose: () => session.dispose(),
  };
}
