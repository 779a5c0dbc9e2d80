import type { Executor } from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import { simulator } from "../simulation/simulator.js";
import { placedRounding } from "../simulation/period.js";
import { usualStart } from "../simulation/start-state.js";
import type { World } from "../simulation/world.js";
import { type Numbers, searchNumbers } from "./search-numbers.js";
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

/** Series that are searched at a time: bounds memory, whatever the number of series. */
const SERIES_AT_A_TIME = 1024;

/**
 * The numbers of each series that would have cost least on the history: a search over simulated cost, many
 * series at once. Where series share, what they use has its price.
 */
export function fitPerSeries(options: FitOptions): Record<string, Float64Array> {
  const best = Object.fromEntries(options.numbers.map(({ name, start }) => [name, start.slice()]));
  const all = options.world.panel.series.length;
  for (let from = 0; from < all; from += SERIES_AT_A_TIME) {
    const to = Math.min(from + SERIES_AT_A_TIME, all);
    const series = Int32Array.from({ length: to - from }, (_, i) => from + i);
    const starts = options.numbers.map(({ name, start }) => [name, start.slice(from, to)]);
    const { costOf, dispose } = historyCost(series, options);
    const found = searchNumbers({ start: Object.fromEntries(starts), costOf });
    dispose();
    for (const { name } of options.numbers) best[name].set(found[name], from);
  }
  return best;
}

/** Cost of each of these series on the history, for any numbers of theirs. */
function historyCost(series: Int32Array, { world, setting, executor, range, policy }: FitOptions) {
  const windows = rangeWindows(world, setting, range, series);
  const start = usualStart(world, windows);
  const row = new Float32Array(windows.periods);
  const { problem } = world;
  const rounding = placedRounding(problem);
  const records = ["priced"] as const;
  const period = { problem, setting, decider: { policy }, rounding, records, sharing: "priced" } as const;
  const compiled = simulator({ ...period, executor, gradient: false });
  const simulation = compiled.open({ lanes: series.length, periods: windows.periods });
  simulation.load(world, windows, start);
  const inOrder = { ...windows, series: series.map((_, lane) => lane) };
  const costOf = (own: Numbers): Float64Array => {
    simulation.setOwn(inOrder, own);
    simulation.run(new Float32Array());
    return Float64Array.from(series, (s, lane) => {
      simulation.read("priced", lane, row, 0);
      const from = Math.max(windows.warmUp, world.panel.firstPeriod[s] - windows.start[lane]);
      let sum = 0;
      for (let t = from; t < windows.periods; t++) sum += row[t];
      return sum;
    });
  };
  return { costOf, dispose: () => simulation.dispose() };
}
