import { assert } from "../base/errors.js";
import type { RandomStream } from "../base/random.js";
import { type Exchange, exchangedFeatures } from "../demand/exchanged-features.js";
import { toldBy } from "../demand/feature-table.js";
import type { FeatureImportance } from "../evaluation/backtest-report.js";
import { percentileInterval, resampleSeeds, resampleSeries } from "../evaluation/bootstrap.js";
import type { BoundPolicy } from "../policies/policy.js";
import { replay } from "../simulation/replay.js";
import type { Windows } from "../simulation/simulator.js";
import { usualStart } from "../simulation/start-state.js";
import type { World } from "../simulation/world.js";
import { rangeWindows } from "../training/validation.js";
import type { Assembly } from "./assembly.js";
import { breathing } from "./breathe.js";
import type { JobContext } from "./context.js";

export interface PlayedPolicy {
  readonly policy: BoundPolicy;
  readonly parameters: Float32Array;
}

/** Series that are played, unless they share: costs are then known to a few percent of themselves. */
const MOST_SERIES = 1000;
/** Times that each thing is exchanged anew. */
const REPEATS = 5;

/**
 * How much more a policy costs over the validation periods when one thing that it sees is exchanged among
 * series and times, the most important first. What it does not look at, or is the same everywhere, adds
 * exactly nothing. Things that say the same stand in for each other, so each may look less important than
 * both are. Breiman (2001), Machine Learning 45, section 10; Fisher, Rudin and Dominici (2019), arXiv
 * 1801.01489.
 */
export async function importanceOf(
  made: Pick<Assembly, "world" | "setting" | "ranges" | "executor" | "stream">,
  { policy, parameters }: PlayedPolicy,
  { progress, signal }: Pick<JobContext, "progress" | "signal">,
): Promise<FeatureImportance[]> {
  const { world, setting, ranges } = made;
  const things = toldBy(world.features);
  const windows = rangeWindows(world, setting, ranges.validation, playedSeries(made));
  if (things.length === 0 || windows.series.length === 0) return [];
  const start = usualStart(world, windows);
  const stream = made.stream.child("importance");
  const play = (seen: World) => {
    const { fields } = replay({ ...made, world: seen, windows, start, by: { policy, parameters } });
    return costsOf(seen, windows, fields);
  };
  const asItIs = play(world);
  const columns = [asItIs.costs];
  const task = progress.start("Exchanging features", things.length);
  const breathe = breathing(() => signal.aborted, "Nothing was written; run the backtest again.");
  for (const [index, thing] of things.entries()) {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      await breathe();
      const of = exchanges(windows, stream.child(`${thing} ${repeat}`));
      const [from, to] = [windows.start[0], windows.start[0] + windows.periods];
      const features = exchangedFeatures(world.features, thing, { from, to, of });
      columns.push(play({ ...world, features }).costs);
    }
    task.advance(index + 1, thing);
  }
  task.finish();
  const drawn = resampleSeries([...columns, asItIs.counted], { stream });
  const groups = things.map((_, index) => {
    return Array.from({ length: REPEATS }, (_one, repeat) => 1 + index * REPEATS + repeat);
  });
  const means = resampleSeeds(drawn, [[0], ...groups, [columns.length]], { stream });
  return things
    .map((thing, index) => {
      const increase = percentileInterval(means, (sums) => {
        return (sums[1 + index] - sums[0]) / sums[sums.length - 1];
      });
      assert(increase !== null, "validation has periods that count");
      return { thing, increase };
    })
    .toSorted((a, b) => b.increase.mean - a.increase.mean);
}

/** Series on offer before validation, evenly chosen where there are many. */
function playedSeries({
  world: { panel, problem },
  ranges,
}: Pick<Assembly, "world" | "ranges">): Int32Array {
  const known = panel.series.flatMap((_, series) =>
    panel.firstPeriod[series] < ranges.validation.from ? [series] : [],
  );
  const count = problem.sharedLimits === undefined ? Math.min(known.length, MOST_SERIES) : known.length;
  return Int32Array.from({ length: count }, (_, k) => known[Math.floor((k * known.length) / count)]);
}

/** What each series came to in the periods that count, and how many these were. */
function costsOf(
  { panel }: World,
  { series, start, periods, warmUp }: Windows,
  { judged }: { readonly judged: Float32Array },
) {
  const costs = new Float64Array(series.length);
  const counted = new Float64Array(series.length);
  series.forEach((one, lane) => {
    for (let t = Math.max(warmUp, panel.firstPeriod[one] - start[lane]); t < periods; t++) {
      costs[lane] += judged[lane * periods + t];
      counted[lane]++;
    }
  });
  return { costs, counted };
}

/** A partner for every series, each taken once, and by how much its time is shifted. */
function exchanges({ series, periods }: Windows, stream: RandomStream): (series: number) => Exchange {
  const partners = [...series];
  for (let k = partners.length - 1; k > 0; k--) {
    const other = stream.below(k + 1);
    [partners[k], partners[other]] = [partners[other], partners[k]];
  }
  const known = new Map<number, Exchange>();
  series.forEach((one, k) => known.set(one, { partner: partners[k], shift: stream.below(periods) }));
  return (one) => known.get(one) ?? { partner: one, shift: 0 };
}
