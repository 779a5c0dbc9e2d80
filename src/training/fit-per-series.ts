import type { Executor } from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import { simulator } from "../simulation/simulator.js";
import { placedRounding } from "../simulation/period.js";
import { usualStart } from "../simulation/start-state.js";
import type { World } from "../simulation/world.js";
import type { PeriodRange } from "./trainer.js";
import { rangeWindows } from "./validation.js";

/** One number per series, found by trying. */
export interface FittedNumber {
  /** The policy's name for it. */
  readonly name: string;
  /** Where the search starts, per series, > 0. */
  readonly start: Float64Array;
}

export interface FitOptions {
  readonly world: World;
  readonly setting: PolicySetting;
  readonly executor: Executor;
  /** History to fit on. */
  readonly range: PeriodRange;
  /** The policy that takes the numbers. */
  readonly policy: BoundPolicy;
  readonly numbers: readonly FittedNumber[];
}

/** Factors tried around the best so far; each round is finer. */
const ROUNDS: readonly (readonly number[])[] = [
  [0.25, 0.35, 0.5, 0.7, 0.85, 1.2, 1.45, 1.75, 2.1, 2.6, 3.2, 4, 5.5],
  [0.8, 0.87, 0.93, 1.07, 1.15, 1.25],
  [0.96, 0.98, 1.02, 1.04],
];

/**
 * The numbers of each series that would have cost least on the history, in whole units: a search over
 * simulated cost, one number after the other, all series at once.
 */
export function fitPerSeries(options: FitOptions): Record<string, Float64Array> {
  const { numbers } = options;
  const best = Object.fromEntries(numbers.map(({ name, start }) => [name, start.slice()]));
  const { costOf, dispose } = historyCost(options);
  const lowest = costOf(best);
  for (const factors of ROUNDS)
    for (const { name } of numbers) {
      const centre = best[name].slice();
      for (const factor of factors) {
        const tried = centre.map((value) => value * factor);
        const cost = costOf({ ...best, [name]: tried });
        cost.forEach((value, series) => {
          if (value >= lowest[series]) return;
          lowest[series] = value;
          best[name][series] = tried[series];
        });
      }
    }
  dispose();
  return best;
}

/** Cost per series on the history, for any numbers. */
function historyCost({ world, setting, executor, range, policy }: FitOptions) {
  const series = Int32Array.from(world.panel.series, (_, s) => s);
  const windows = rangeWindows(world, setting, range, series);
  const start = usualStart(world, windows);
  const row = new Float32Array(windows.periods);
  const { problem } = world;
  const decider = { policy };
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider,
    rounding: placedRounding(problem),
    records: true,
    gradient: false,
  });
  const simulation = compiled.open({ lanes: series.length, periods: windows.periods });
  const costOf = (own: Readonly<Record<string, Float64Array>>): Float64Array => {
    simulation.load(world, windows, start, { own });
    simulation.run(new Float32Array());
    return Float64Array.from(series, (s) => {
      simulation.read("cost", s, row, 0);
      const from = Math.max(windows.warmUp, world.panel.firstPeriod[s] - windows.start[s]);
      let sum = 0;
      for (let t = from; t < windows.periods; t++) sum += row[t];
      return sum;
    });
  };
  return { costOf, dispose: () => simulation.dispose() };
}
