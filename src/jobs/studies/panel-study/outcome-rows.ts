import { assert } from "../../../base/errors.js";
import type { RandomStream } from "../../../base/random.js";
import {
  type Resampled,
  percentileInterval,
  resampleSeeds,
  resampleSeries,
} from "../../../evaluation/bootstrap.js";
import type { StudyRow } from "../study.js";
import { LEARNED } from "./contenders.js";
import type { Outcome } from "./plays.js";

/** How often series and seeds are drawn anew. */
const RESAMPLES = 1000;
const [PERIODS, DEMANDED] = [0, 1];

/**
 * A row for each policy and measure, and one for how much less the learned policy costs. Intervals are of a
 * bootstrap over series, and over the seeds of what is trained; differences are paired in both.
 */
export function outcomeRows(
  keys: StudyRow["keys"],
  /** Those that are trained come once for each seed, in the same order. */
  outcomes: readonly Outcome[],
  stream: RandomStream,
): StudyRow[] {
  const policies = [...new Set(outcomes.map(({ policy }) => policy))];
  const resampled = resampledOutcomes(policies, outcomes, stream);
  const columnOf = (policy: string, measure: number) => 2 + 3 * policies.indexOf(policy) + measure;
  const ratio = (policy: string, measure: number, over: number) => (sums: Float64Array) =>
    sums[columnOf(policy, measure)] / sums[over];
  return policies.flatMap((policy) => {
    const cost = ratio(policy, 0, PERIODS);
    const row = (measure: string, statistic: (sums: Float64Array) => number) =>
      rowOf({ ...keys, policy, measure }, resampled, statistic);
    const own = [
      row("cost", cost),
      row("on hand", ratio(policy, 1, PERIODS)),
      row("fill rate", ratio(policy, 2, DEMANDED)),
    ];
    if (policy === LEARNED || !policies.includes(LEARNED)) return own;
    const learned = ratio(LEARNED, 0, PERIODS);
    const [stock, rate] = [ratio(LEARNED, 1, PERIODS), ratio(LEARNED, 2, DEMANDED)];
    return [
      ...own,
      row("cost of learned less this", (sums) => learned(sums) - cost(sums)),
      row("on hand of learned less this", (sums) => stock(sums) - ratio(policy, 1, PERIODS)(sums)),
      row("fill rate of learned less this", (sums) => rate(sums) - ratio(policy, 2, DEMANDED)(sums)),
    ];
  });
}

/** Columns: periods, units demanded, then of each policy its cost, stock and units served. */
function resampledOutcomes(
  policies: readonly string[],
  outcomes: readonly Outcome[],
  stream: RandomStream,
): Resampled {
  const [first] = outcomes;
  const columns = [first.periods, first.demanded];
  const groups = [[PERIODS], [DEMANDED]];
  for (const policy of policies) {
    const own = outcomes.filter((outcome) => outcome.policy === policy);
    for (const measure of ["cost", "onHand", "served"] as const) {
      groups.push(own.map((_, seed) => columns.length + seed));
      columns.push(...own.map((outcome) => outcome[measure]));
    }
  }
  const numbers = columns.map((column) => Float64Array.from(column));
  return resampleSeeds(resampleSeries(numbers, { stream, resamples: RESAMPLES }), groups, { stream });
}

function rowOf(
  keys: StudyRow["keys"],
  resampled: Resampled,
  statistic: (sums: Float64Array) => number,
): StudyRow {
  const interval = percentileInterval(resampled, statistic);
  assert(interval !== null, "the test has demand");
  return { keys, value: interval.mean, low: interval.low, high: interval.high, published: null };
}
