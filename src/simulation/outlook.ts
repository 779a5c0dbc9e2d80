import type { RandomStream } from "../base/random.js";
import { remembering } from "../base/remembering.js";
import { sum } from "../base/sums.js";
import type { FeatureTable } from "../demand/feature-table.js";
import { seriesId } from "../demand/known-history.js";
import type { Executor } from "../engine/index.js";
import type { BoundPolicy } from "../policies/policy.js";
import { drawLeadTime, isCertain } from "../problems/mechanics/lead-time.js";
import { type Problem, isPerPeriod, ofSeries } from "../problems/problem.js";
import type { DecisionMade } from "./decide.js";
import type { RecordName } from "./period.js";
import { type Simulation, type StartState, simulator } from "./simulator.js";
import { type World, policySetting } from "./world.js";

/** What is to be expected once what was decided is done; a number per lane. */
export interface Outlook {
  /** Periods until the position, with what was decided, has left on average; Infinity if it never does. */
  readonly cover: Float64Array;
  /** The chance that demand finds too little stock before the next order could arrive, 0 to 1. */
  readonly shortageChance: Float64Array;
  /** The chance that it does so before what was decided could arrive. */
  readonly earlyChance: Float64Array;
  /** Periods from the decision until the next order could arrive. */
  readonly periods: Int32Array;
}

export interface OutlookOptions {
  readonly world: World;
  readonly executor: Executor;
  /** Each at most once. */
  readonly series: Int32Array;
  /** The period of the decision. */
  readonly period: number;
  readonly stock: StartState;
  readonly decided: readonly DecisionMade[];
  /** How to draw the demand of the next `periods` periods of a series. */
  readonly demand: (series: number, periods: number) => DemandDraw;
  /** Each series draws from a stream of its own. */
  readonly stream: RandomStream;
}

/** Units of the next periods. */
type DemandDraw = (stream: RandomStream) => readonly number[];

/** Plays of each series: the standard error of a chance is five percentage points at most. */
const PLAYS = 100;
/** Lanes played at a time: bounds memory, whatever the number of series. */
const LANES_AT_A_TIME = 4096;
/** Units short that count. */
const SHORT = 1e-3;

/**
 * Plays what comes until the next order could arrive, through the one loop, from the stock that there is.
 * What a policy orders later arrives later, so nothing is ordered after what was decided.
 */
export function outlook(options: OutlookOptions): Outlook {
  const { world, executor, series } = options;
  const periods = series.map((s) => periodsUntilNext(world, s, options.period));
  const horizon = periods.reduce((a, b) => Math.max(a, b), 1);
  const problem = physical(world.problem);
  const features = noFeatures(horizon);
  const compiled = simulator({
    executor,
    problem,
    setting: policySetting({ features, problem }),
    decider: { policy: carryingOut(options, horizon) },
    rounding: "none",
    records: RECORDS,
    gradient: false,
  });
  const streamOf = remembering(
    (s) => options.stream.child(`outlook ${seriesId(world.panel.series[s])}`),
    LANES_AT_A_TIME,
  );
  const next = { ...nextPeriods(options, horizon, streamOf), problem, features };
  const cover = new Float64Array(series.length);
  const [shortageChance, earlyChance] = [new Float64Array(series.length), new Float64Array(series.length)];
  for (let from = 0; from < series.length; from += LANES_AT_A_TIME) {
    const part = series.slice(from, from + LANES_AT_A_TIME);
    const simulation = compiled.open({ lanes: part.length, periods: horizon });
    const lanes = Array.from(part, (s, lane) => {
      const own = periods[from + lane];
      const demand = drawn(options.demand(s, own), streamOf(s), horizon);
      return { s, demand, periods: own, before: own - periodsAfter(world, s, options.period) };
    });
    const stock = partOf(options.stock, from, from + part.length);
    played(simulation, { next, lanes, stock, horizon }).forEach(({ left, short, early }, lane) => {
      shortageChance[from + lane] = short / PLAYS;
      earlyChance[from + lane] = early / PLAYS;
      const own = left.subarray(0, periods[from + lane]);
      cover[from + lane] = coverOf(PLAYS * positionAfter(options, from + lane), own);
    });
    simulation.dispose();
  }
  return { cover, shortageChance, earlyChance, periods };
}

/** An order of now, or of the time before, is the last to arrive in so many periods. */
function periodsUntilNext({ problem, coverPeriods }: World, series: number, period: number): number {
  const shares = problem.decisions.flatMap((one) => (one.direction === "up" ? [one.coverShare] : []));
  return Math.max(Math.round(coverPeriods(series)[period] * Math.min(...shares)), 1);
}

/** How many of them come after an order of now could arrive, by whoever is the fastest to bring it. */
function periodsAfter({ problem, coverPeriods }: World, series: number, period: number): number {
  return Math.round(coverPeriods(series)[period] - ofSeries(problem.leadTime.periods, series));
}

/** What happens to units, whatever it costs: orders are taken as they were decided. */
function physical(problem: Problem): Problem {
  const economics = Object.entries(problem.economics).map(([name, money]) => {
    return [name, isPerPeriod(money) ? 0 : money] as const;
  });
  return {
    ...problem,
    orderTerms: undefined,
    sharedLimits: undefined,
    objective: undefined,
    economics: Object.fromEntries(economics) as Problem["economics"],
  };
}

/** A policy that does what was decided, once. */
function carryingOut({ decided, series }: OutlookOptions, horizon: number): BoundPolicy {
  const laneOf = new Map(Array.from(series, (s, lane) => [s, lane]));
  const once = (quantity: Float32Array) => (s: number) => {
    const orders = new Float32Array(horizon + 1);
    orders[0] = quantity[laneOf.get(s)!];
    return orders;
  };
  return {
    hasTarget: false,
    parameters: [],
    initial: () => new Float32Array(),
    perDecision: Object.fromEntries(decided.map(({ name, quantity }) => [name, once(quantity)])),
    order: ({ own, decision }) => ({ quantity: own[decision.name] }),
  };
}

function noFeatures(horizon: number): FeatureTable {
  const count = horizon + 1;
  const none = { demandFeatures: [], plainFeatures: [], categories: [], history: [] };
  const seen = { ...none, scale: new Float32Array(count).fill(1) };
  return { ...none, from: 0, count, about: none, embeddings: [], history: 0, of: () => seen };
}

/** The periods from the decision on. */
function nextPeriods(
  { world }: OutlookOptions,
  horizon: number,
  streamOf: (series: number) => RandomStream,
): Omit<World, "problem" | "features"> {
  const { panel, problem } = world;
  const cells = panel.series.length * horizon;
  const always = new Float32Array(horizon + 1).fill(1);
  return {
    panel: {
      ...panel,
      periodStart: Int32Array.from({ length: horizon }, (_, k) => k),
      firstPeriod: new Int32Array(panel.series.length),
    },
    demand: new Float32Array(cells),
    mayOrder: () => always,
    coverPeriods: () => always,
    leadTimes: (s) => new Float32Array(horizon + 1).fill(drawLeadTime(problem.leadTime, s, streamOf(s))),
  };
}

interface PlayedLane {
  readonly s: number;
  /** Units, `[plays × periods]`. */
  readonly demand: Float32Array;
  /** Periods until the next order could arrive. */
  readonly periods: number;
  /** Periods before what was decided could arrive. */
  readonly before: number;
}

/** The demand of all plays at once: what it is drawn from is large, and need not be kept. */
function drawn(draw: DemandDraw, stream: RandomStream, horizon: number): Float32Array {
  const demand = new Float32Array(PLAYS * horizon);
  for (let play = 0; play < PLAYS; play++) demand.set(draw(stream), play * horizon);
  return demand;
}

interface Plays {
  readonly next: World;
  readonly lanes: readonly PlayedLane[];
  readonly stock: StartState;
  readonly horizon: number;
}

const RECORDS = ["demanded", "expired", "lost", "backlogged"] as const satisfies readonly RecordName[];

/** Of each lane: units that leave in each period, by all plays together, and plays that ran short (early). */
function played(simulation: Simulation, { next, lanes, stock, horizon }: Plays) {
  const series = Int32Array.from(lanes, ({ s }) => s);
  const windows = { series, start: new Int32Array(series.length), periods: horizon, warmUp: 0 };
  const seen = lanes.map(() => ({ left: new Float64Array(horizon), short: 0, early: 0 }));
  const [demanded, expired, lost, backlogged] = RECORDS.map(() => new Float32Array(horizon));
  for (let play = 0; play < PLAYS; play++) {
    // Lead times are drawn as they are loaded.
    if (play === 0 || !isCertain(next.problem.leadTime)) simulation.load(next, windows, stock);
    lanes.forEach(({ demand }, lane) => simulation.setDemand(lane, demand, play * horizon));
    simulation.run(NO_PARAMETERS);
    seen.forEach((own, lane) => {
      [demanded, expired, lost, backlogged].forEach((units, k) =>
        simulation.read(RECORDS[k], lane, units, 0),
      );
      let first = Infinity;
      for (let t = 0; t < horizon; t++) {
        own.left[t] += demanded[t] + expired[t];
        if (t < lanes[lane].periods && lost[t] + backlogged[t] > SHORT) first = Math.min(first, t);
      }
      if (first < Infinity) own.short++;
      if (first < lanes[lane].before) own.early++;
    });
  }
  return seen;
}

const NO_PARAMETERS = new Float32Array();

function partOf({ stock, due }: StartState, from: number, to: number): StartState {
  return { stock: stock.slice(from, to), due: due.map((units) => units.slice(from, to)) };
}

/** On hand and on order, with what was decided. */
function positionAfter({ stock: { stock, due }, decided }: OutlookOptions, lane: number): number {
  const before = due.reduce((sum, units) => sum + units[lane], stock[lane]);
  return decided.reduce(
    (sum, { direction, quantity }) => sum + (direction === "up" ? quantity[lane] : -quantity[lane]),
    before,
  );
}

/**
 * Periods until so many units have left; after the last period they leave as fast as before on average.
 * Where nothing leaves they last for ever, even if there are none.
 */
function coverOf(position: number, left: Float64Array): number {
  const all = sum(left);
  if (all === 0) return Infinity;
  if (position <= 0) return 0;
  let rest = position;
  for (let t = 0; t < left.length; t++) {
    if (rest < left[t]) return t + rest / left[t];
    rest -= left[t];
  }
  return left.length + (rest * left.length) / all;
}
