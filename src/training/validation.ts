import type { Executor } from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import { type Windows, simulator } from "../simulation/simulator.js";
import { placedRounding } from "../simulation/period.js";
import { type VolumePrices, pricedWorld } from "../simulation/priced-world.js";
import { usualStart } from "../simulation/start-state.js";
import type { World } from "../simulation/world.js";
import type { PeriodRange } from "./trainer.js";

/** Mean cost per series and period over a range of periods, in whole units, for any parameters and prices. */
export interface Validation {
  cost(parameters: Float32Array, prices?: VolumePrices): number;
  dispose(): void;
}

export interface ValidationOptions {
  readonly world: World;
  readonly setting: PolicySetting;
  readonly policy: BoundPolicy;
  readonly executor: Executor;
  readonly range: PeriodRange;
}

/** More series than this are judged by an evenly spaced choice of them. */
const MOST_SERIES = 4096;

/** Plays the range as the order file would: whole units, every policy from the same start. */
export function validation({ world, setting, policy, executor, range }: ValidationOptions): Validation {
  const { problem } = world;
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy },
    rounding: placedRounding(problem),
    records: [],
    gradient: false,
    sharing: "cut",
  });
  const windows = rangeWindows(world, setting, range, judgedSeries(world));
  const simulation = compiled.open({ lanes: windows.series.length, periods: windows.periods });
  const start = usualStart(world, windows);
  simulation.load(world, windows, start);
  return {
    cost(parameters, prices) {
      if (prices) simulation.load(pricedWorld(world, prices), windows, start);
      const { cost, counted } = simulation.run(parameters);
      return cost / Math.max(counted, 1);
    },
    dispose: () => simulation.dispose(),
  };
}

/** Windows over a range, with a warm-up before it where there is history for one. */
export function rangeWindows(
  world: World,
  setting: PolicySetting,
  range: PeriodRange,
  series: Int32Array,
): Windows {
  const from = Math.max(range.from - 3 * setting.coverPeriodsMax, world.features.from, 0);
  const start = new Int32Array(series.length).fill(from);
  return { series, start, periods: range.to - from, warmUp: range.from - from };
}

/** Where series share what their location has, all of them play. */
function judgedSeries({ panel, problem }: World): Int32Array {
  const all = panel.series.length;
  const count = problem.sharedLimits === undefined ? Math.min(all, MOST_SERIES) : all;
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * all) / count));
}
