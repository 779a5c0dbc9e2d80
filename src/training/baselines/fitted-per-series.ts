import { periodCount } from "../../demand/panel.js";
import type { PolicyNumber } from "../../policies/classical/numbered-policy.js";
import type { Policy } from "../../policies/policy.js";
import { type FittedNumber, fitPerSeries } from "../fit-per-series.js";
import type { Baseline, BaselineTask } from "./baseline.js";

type Numbers = Readonly<Record<string, Float64Array>>;

export interface PerSeriesOptions {
  /** The policy with these numbers of each series. */
  readonly policy: (numbers: Numbers) => Policy;
  /** Where to start, in multiples of mean demand. */
  readonly numbers: Readonly<Record<string, PolicyNumber>>;
}

/** A classical policy whose numbers are searched for each series on its own history. */
export function fittedPerSeries({
  policy,
  numbers,
}: PerSeriesOptions): Pick<Baseline, "name" | "summary" | "fit"> {
  const names = Object.keys(numbers);
  const { name, summary } = policy(Object.fromEntries(names.map((number) => [number, new Float64Array()])));
  return {
    name,
    summary,
    async fit(task) {
      const { world, setting, executor, range, validation } = task;
      const mean = meanDemand(task);
      const periodsOf = (number: PolicyNumber, series: number) =>
        number.of === "cover" ? world.coverPeriods(series)[0] : 1;
      const starts: FittedNumber[] = Object.entries(numbers).map(([key, number]) => ({
        name: key,
        start: mean.map((units, series) => number.start * units * periodsOf(number, series)),
      }));
      const initial = Object.fromEntries(starts.map((number) => [number.name, number.start]));
      const history = { from: range.from, to: validation.to };
      const fitted = fitPerSeries({
        world,
        setting,
        executor,
        range: history,
        policy: policy(initial).bind(setting),
        numbers: starts,
      });
      return { policy: policy(fitted).bind(setting), parameters: new Float32Array() };
    },
  };
}

/** Mean demand per period on offer, with half a unit in all for a series that never sold. */
function meanDemand({ world: { panel, demand }, range, validation }: BaselineTask): Float64Array {
  const periods = periodCount(panel);
  return Float64Array.from(panel.series, (_, s) => {
    const from = Math.min(Math.max(range.from, panel.firstPeriod[s]), validation.to - 1);
    let units = 0;
    for (let t = from; t < validation.to; t++) units += demand[s * periods + t];
    return Math.max(units, 0.5) / (validation.to - from);
  });
}
