import { randomStream } from "../../src/base/random.js";
import { featureTable } from "../../src/demand/feature-table.js";
import { type Distribution, parseDistribution } from "../../src/demand/distributions.js";
import { generatePanel } from "../../src/demand/stationary.js";
import type { Policy } from "../../src/policies/policy.js";
import type { Problem } from "../../src/problems/problem.js";
import { simulator } from "../../src/simulation/simulator.js";
import { usualStart } from "../../src/simulation/start-state.js";
import { type World, policySetting, world } from "../../src/simulation/world.js";
import type { Rounding } from "../../src/simulation/period.js";
import { executor } from "./executor.js";

export interface LongRun {
  readonly problem: Problem;
  /** As users write it, "poisson:5". */
  readonly demand: string;
  readonly policy: Policy;
  readonly rounding: Rounding;
  readonly series?: number;
  readonly periods?: number;
  readonly warmUp?: number;
}

/** Average cost per period in the long run, by simulating independent series, with its standard error. */
export function longRunCost(options: LongRun): { mean: number; standardError: number } {
  const { problem, demand, policy, rounding, series = 200, periods = 600, warmUp = 100 } = options;
  const made = stationaryWorld(problem, parseDistribution(demand), { series, periods });
  const setting = policySetting(made);
  const bound = policy.bind(setting);
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy: bound },
    rounding,
    records: ["cost"],
    gradient: false,
  });
  const lanes = Int32Array.from({ length: series }, (_, lane) => lane);
  const windows = { series: lanes, start: new Int32Array(series), periods, warmUp };
  const simulation = compiled.open({ lanes: series, periods });
  simulation.load(made, windows, usualStart(made, windows));
  simulation.run(bound.initial(randomStream(1)));
  const row = new Float32Array(periods);
  const means = Array.from(lanes, (lane) => {
    simulation.read("cost", lane, row, 0);
    return row.subarray(warmUp).reduce((sum, cost) => sum + cost, 0) / (periods - warmUp);
  });
  simulation.dispose();
  const mean = means.reduce((sum, cost) => sum + cost, 0) / series;
  const variance = means.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / (series - 1);
  return { mean, standardError: Math.sqrt(variance / series) };
}

/** Independent series of one distribution, whose mean is the usual demand of all. */
export function stationaryWorld(
  problem: Problem,
  distribution: Distribution,
  { series, periods, seed = 7 }: { series: number; periods: number; seed?: number },
): World {
  const stream = randomStream(seed);
  const panel = generatePanel({ distribution, series, periods, stream: stream.child("demand") });
  const features = featureTable(panel, { features: [], sharedScale: distribution.mean });
  return world({ panel, problem, demand: panel.units, features, stream: stream.child("world") });
}
