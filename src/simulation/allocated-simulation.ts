import { assert } from "../base/errors.js";
import type { Executor, Plan, Session } from "../engine/index.js";
import type { BoundPolicy } from "../policies/policy.js";
import type { Problem } from "../problems/problem.js";
import { carriedRows } from "./judged-period.js";
import { loadCounts, loadOwn, loadPeriods, loadSeries, loadStart } from "./load-lanes.js";
import { type PeriodOptions, type RecordName, allowedInput, cutDecisions } from "./period.js";
import { type CutOrders, sharedRoom } from "./shared-room.js";
import type { LoadOptions, Simulation, StartState, Windows } from "./simulator.js";
import type { World } from "./world.js";

export interface AllocatedSimulationOptions extends PeriodOptions {
  readonly executor: Executor;
  /** A plan of one period, whose orders are cut to what is allowed, with `allocationRecords`. */
  readonly plan: Plan;
  readonly size: { readonly lanes: number; readonly periods: number };
}

/** Whether lanes must wait for each other in every period. */
export function isAllocated(options: PeriodOptions): boolean {
  return cutDecisions(options).length > 0;
}

/** What must be kept of every period to share what is scarce. */
export function allocationRecords(options: PeriodOptions): RecordName[] {
  const decisions = cutDecisions(options);
  return decisions.length === 0 ? [] : ["position", ...decisions.map(wantedRecord)];
}

function wantedRecord(decision: string): RecordName {
  return `wanted ${decision}`;
}

interface Loaded {
  readonly world: World;
  readonly windows: Windows;
  readonly start: StartState;
  readonly options: LoadOptions;
  readonly cut: CutOrders;
  readonly perDecision: BoundPolicy["perDecision"];
}

/**
 * A simulation in which the orders of a location share a room. Lanes wait for each other: a period is played
 * with all orders that are wanted, and where they do not fit once more with what each is allowed. All lanes
 * must be in the same period.
 */
export function allocatedSimulation(options: AllocatedSimulationOptions): Simulation {
  const { executor, plan, problem, decider, records, size } = options;
  const { lanes, periods } = size;
  const session = executor.open(plan, { lanes, periods: 1 });
  const kept = new Map(records.map((name) => [name, new Float32Array(lanes * periods)]));
  const decisions = cutDecisions(options);
  let loaded: Loaded | undefined;
  return {
    lanes,
    periods,
    get gradient() {
      return session.gradient;
    },
    load(world, windows, start, given = {}) {
      const fits = windows.series.length === lanes && windows.periods === periods;
      assert(fits, "windows have the session's size");
      assert(windows.start.every((t) => t === windows.start[0]), "lanes that share are in the same period");
      const cut = sharedRoom(world, windows, options.rounding !== "none");
      const { perDecision } = "policy" in decider ? decider.policy : {};
      loaded = { world, windows, start, options: given, cut, perDecision };
      session.setWeights(given.weights ?? new Float32Array(lanes).fill(1));
      loadSeries(session, world, windows);
      if ("policy" in decider) loadOwn(session, windows, decider.policy.perSeries ?? {});
    },
    setOwn: (windows, own) => loadOwn(session, windows, own),
    run(parameters) {
      assert(loaded !== undefined, "lanes are loaded before they run");
      let [cost, counted] = [0, 0];
      begin(session, problem, loaded.start);
      for (let t = 0; t < periods; t++) {
        counted += loadPeriod(session, loaded, t);
        cost += playPeriod(session, { parameters, decisions, loaded, t });
        for (const [name, values] of kept)
          for (let lane = 0; lane < lanes; lane++)
            session.readRecord(name, 0, lane, values, lane * periods + t);
        goOn(session, problem);
      }
      return { cost, counted };
    },
    setDemand: () => assert(false, "demand is that of the world where lanes share"),
    setNoise: () => assert(false, "policies explore where every lane plays as if it were alone"),
    read(name, lane, target, at) {
      const values = kept.get(name);
      assert(values !== undefined, `the record ${name} was asked for`);
      target.set(values.subarray(lane * periods, (lane + 1) * periods), at);
    },
    dispose: () => session.dispose(),
  };
}

/** The state at the start, whatever was played before. */
function begin(session: Session, problem: Problem, start: StartState): void {
  const none = new Float32Array(session.lanes);
  for (const [name, rows] of Object.entries(carriedRows(problem)))
    for (let row = 0; row < rows; row++) session.setState(name, row, none);
  loadStart(session, problem, start);
}

/** The state at the end becomes that at the start of the next period. */
function goOn(session: Session, problem: Problem): void {
  for (const [name, rows] of Object.entries(carriedRows(problem)))
    for (let row = 0; row < rows; row++) session.setState(name, row, session.readState(name, row));
}

/** How many lanes count in the period, by their weights. */
function loadPeriod(session: Session, { world, windows, options, perDecision }: Loaded, t: number): number {
  const now: Windows = {
    series: windows.series,
    start: windows.start.map((first) => first + t),
    periods: 1,
    warmUp: Math.max(windows.warmUp - t, 0),
  };
  loadPeriods(session, world, now, { orders: options.orders, perDecision });
  return loadCounts(session, world, now, options.weights ?? new Float32Array(session.lanes).fill(1));
}

interface Play {
  readonly parameters: Float32Array;
  readonly decisions: readonly string[];
  readonly loaded: Loaded;
  readonly t: number;
}

/** The weighted cost of the period. */
function playPeriod(session: Session, { parameters, decisions, loaded, t }: Play): number {
  const all = new Float32Array(session.lanes).fill(Infinity);
  for (const name of decisions) allow(session, name, all);
  const cost = session.run(parameters);
  const allowed = loaded.cut({
    period: loaded.windows.start[0] + t,
    position: recordOf(session, "position"),
    wanted: Object.fromEntries(decisions.map((name) => [name, recordOf(session, wantedRecord(name))])),
  });
  if (allowed === undefined) return cost;
  for (const name of decisions) allow(session, name, allowed[name]);
  return session.run(parameters);
}

function allow(session: Session, decision: string, units: Float32Array): void {
  for (let lane = 0; lane < session.lanes; lane++)
    session.setPeriods(allowedInput(decision), 0, lane, units, lane);
}

function recordOf(session: Session, name: RecordName): Float32Array {
  const values = new Float32Array(session.lanes);
  for (let lane = 0; lane < session.lanes; lane++) session.readRecord(name, 0, lane, values, lane);
  return values;
}
