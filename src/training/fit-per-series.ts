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

/** Series that are searched at a time: bounds memory, whatever the number of series. */
const SERIES_AT_A_TIME = 1024;

/**
 * The numbers of each series that would have cost least on the history: a search over simulated cost, one
 * number after the other, many series at once.
 */
export function fitPerSeries(options: FitOptions): Record<string, Float64Array> {
  const best = Object.fromEntries(options.numbers.map(({ name, start }) => [name, start.slice()]));
  const all = options.world.panel.series.length;
  for (let from = 0; from < all; from += SERIES_AT_A_TIME) {
    const count = Math.min(SERIES_AT_A_TIME, all - from);
    searchSeries(Int32Array.from({ length: count }, (_, i) => from + i), best, options);
  }
  return best;
}

/** Improves the numbers of these series in place. */
function searchSeries(series: Int32Array, best: Record<string, Float64Array>, options: FitOptions): void {
  const { costOf, dispose } = historyCost(series, options);
  const lowest = costOf(best);
  for (const factors of ROUNDS)
    for (const { name } of options.numbers) {
      const centre = best[name].slice();
      for (const factor of factors) {
        const tried = centre.map((value) => value * factor);
        costOf({ ...best, [name]: tried }).forEach((cost, lane) => {
          if (cost >= lowest[lane]) return;
          lowest[lane] = cost;
          best[name][series[lane]] = tried[series[lane]];
        });
      }
    }
  dispose();
}

/** Cost of each of these series on the history, for any numbers. */
function historyCost(series: Int32Array, { world, setting, executor, range, policy }: FitOptions) {
  const windows = rangeWindows(world, setting, range, series);
  const start = usualStart(world, windows);
  const row = new Float32Array(windows.periods);
  const { problem } = world;
  const rounding = placedRounding(problem);
  const period = { problem, setting, decider: { policy }, rounding, records: ["cost"] as const };
  const compiled = simulator({ ...period, executor, gradient: false });
  const simulation = compiled.open({ lanes: series.length, periods: windows.periods });
  simulation.load(world, windows, start);
  const costOf = (own: Readonly<Record<string, Float64Array>>): Float64Array => {
    simulation.setOwn(windows, own);
    simulation.run(new Float32Array());
    return Float64Array.from(series, (s, lane) => {
      simulation.read("cost", lane, row, 0);
      const from = Math.max(windows.warmUp, world.panel.firstPeriod[s] - windows.start[lane]);
      let sum = 0;
      for (let t = from; t < windows.periods; t++) sum += row[t];
      return sum;
    });
  };
  return { costOf, dispose: () => simulation.dispose() };
}
