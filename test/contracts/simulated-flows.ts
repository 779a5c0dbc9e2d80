import { randomStream } from "../../src/base/random.js";
import { type Distribution, parseDistribution } from "../../src/demand/distributions.js";
import type { Policy } from "../../src/policies/policy.js";
import type { Problem } from "../../src/problems/problem.js";
import { type RecordName, type Rounding, placedRounding } from "../../src/simulation/period.js";
import { type StartState, simulator } from "../../src/simulation/simulator.js";
import { usualStart } from "../../src/simulation/start-state.js";
import { policySetting } from "../../src/simulation/world.js";
import { executor } from "./executor.js";
import { stationaryWorld } from "./stationary-world.js";

export interface SimulatedFlows {
  readonly problem: Problem;
  /** As users write it, "poisson:5"; rounded to whole units where orders are. */
  readonly demand: string;
  readonly policy: Policy;
  readonly rounding?: Rounding;
  readonly series?: number;
  readonly periods?: number;
  /** Units on hand at the start, with nothing on order; default: a usual start. */
  readonly onHand?: number;
}

export interface Sampled {
  readonly mean: number;
  readonly standardError: number;
}

/**
 * Plays independent series of one distribution. The result tells what a number of each period, made of the
 * period's flows and weighted by the period, comes to per series: its mean and standard error.
 */
export function simulatedFlows<Name extends RecordName>(
  options: SimulatedFlows,
  names: readonly Name[],
): (of: (now: Readonly<Record<Name, number>>) => number, weight: (period: number) => number) => Sampled {
  const { series = 200, periods = 600 } = options;
  const rows = play(options, names);
  return (of, weight) => {
    const weights = Array.from({ length: periods }, (_, t) => weight(t));
    const now = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
    const totals = Array.from({ length: series }, (_, lane) => {
      let total = 0;
      weights.forEach((share, t) => {
        names.forEach((name, at) => (now[name] = rows[at][lane * periods + t]));
        total += share * of(now);
      });
      return total;
    });
    return sampled(totals);
  };
}

/** The weights of an average over periods after a warm-up. */
export function averageAfter(warmUp: number, periods = 600): (period: number) => number {
  return (period) => (period < warmUp ? 0 : 1 / (periods - warmUp));
}

/** Each record `[series × periods]`. */
function play(options: SimulatedFlows, names: readonly RecordName[]): Float32Array[] {
  const { problem, policy, series = 200, periods = 600, onHand } = options;
  const rounding = options.rounding ?? placedRounding(problem);
  const distribution = unitsOf(parseDistribution(options.demand), rounding);
  const made = stationaryWorld(problem, distribution, { series, periods });
  const setting = policySetting(made);
  const bound = policy.bind(setting);
  const decider = { policy: bound };
  const parts = { executor, problem, setting, decider, rounding, records: names, gradient: false };
  const lanes = Int32Array.from({ length: series }, (_, lane) => lane);
  const windows = { series: lanes, start: new Int32Array(series), periods, warmUp: 0 };
  const simulation = simulator(parts).open({ lanes: series, periods });
  const start = onHand === undefined ? usualStart(made, windows) : startWith(onHand, series, problem);
  simulation.load(made, windows, start);
  simulation.run(bound.initial(randomStream(1)));
  const rows = names.map((name) => {
    const values = new Float32Array(series * periods);
    lanes.forEach((lane) => simulation.read(name, lane, values, lane * periods));
    return values;
  });
  simulation.dispose();
  return rows;
}

/** Continuous demand rounded to whole units, as the exact solvers round it. */
function unitsOf(distribution: Distribution, rounding: Rounding): Distribution {
  if (rounding !== "whole") return distribution;
  return { ...distribution, sample: (stream) => Math.round(distribution.sample(stream)) };
}

function startWith(onHand: number, series: number, { state }: Problem): StartState {
  const none = Array.from({ length: state.due }, () => new Float32Array(series));
  return { stock: new Float32Array(series).fill(onHand), due: none };
}

function sampled(values: readonly number[]): Sampled {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length) };
}
