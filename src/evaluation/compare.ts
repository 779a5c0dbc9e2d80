import { assert } from "../base/errors.js";
import type { RandomStream } from "../base/random.js";
import type { Interval, MetricValue, PairedDifference, PolicyResult } from "./backtest-report.js";
import { percentileInterval, percentOf, resampleSeries, type Resampled } from "./bootstrap.js";
import type { LedgerTable } from "./ledger-table.js";
import * as registry from "./metrics/index.js";

/** A policy and what it did. Ledgers that are compared met the same demand and score the same cells. */
export interface JudgedPolicy {
  readonly name: string;
  readonly knows: PolicyResult["knows"];
  readonly ledger: LedgerTable;
  /** What was made small, where that is not the cost. */
  readonly objective?: MetricValue;
  /** What was measured of the policy itself, beside what it did. */
  readonly further?: readonly MetricValue[];
}

export interface CompareOptions {
  /** The policy that is compared with each of the others; the first one where it is not given. */
  readonly learned?: string;
  readonly stream: RandomStream;
  /** How often the series are drawn anew for the intervals; 2,000 where it is not given. */
  readonly resamples?: number;
}

export interface Comparison {
  readonly policies: readonly PolicyResult[];
  readonly differences: readonly PairedDifference[];
}

/**
 * Below this many series no difference is called significant: even if all of them agreed in sign, chance
 * alone would do that with probability 2 · 2⁻ⁿ, which is above 5 % for n <= 5.
 */
export const fewestSeriesForVerdict = 6;

/**
 * Metrics of every policy, and the paired difference of the learned policy to every other, with 95 %
 * intervals from draws that all policies share. At least one series-period is scored.
 */
export function comparePolicies(judged: readonly JudgedPolicy[], options: CompareOptions): Comparison {
  checkSameDemand(judged);
  const learnedName = options.learned ?? judged[0].name;
  const learned = judged.findIndex((policy) => policy.name === learnedName);
  assert(learned >= 0, `${learnedName} is one of the policies`);
  const { resampled, series } = resampleCosts(judged, options);
  return {
    policies: judged.map((policy, k) => policyResult(policy, costInterval(resampled, k))),
    differences: judged.flatMap((other, k) =>
      k === learned
        ? []
        : [
            pairedDifference({
              resampled,
              series,
              learned,
              other: k,
              names: [learnedName, other.name],
              bound: other.knows === "future",
            }),
          ],
    ),
  };
}

function checkSameDemand(judged: readonly JudgedPolicy[]): void {
  assert(judged.length > 0, "there is a policy to judge");
  const [{ name: firstName, ledger: first }] = judged;
  for (const { name, ledger } of judged) {
    assert(sameValues(ledger.mask, first.mask), `${name} is scored where ${firstName} is`);
    const { demanded } = ledger.fields;
    assert(sameValues(demanded, first.fields.demanded), `${name} met the demand of ${firstName}`);
  }
}

function sameValues(values: Uint8Array | Float32Array, others: Uint8Array | Float32Array): boolean {
  return values.length === others.length && values.every((value, cell) => value === others[cell]);
}

/** Column 0 counts scored periods, column 1 + k sums the costs of policy k; series never scored are out. */
function resampleCosts(
  judged: readonly JudgedPolicy[],
  options: CompareOptions,
): { resampled: Resampled; series: number } {
  const parts = judged.map(({ ledger }) => registry.meanCost.parts(ledger));
  const periods = parts[0].denominator;
  const scored = (_: number, series: number) => periods[series] > 0;
  const columns = [periods.filter(scored), ...parts.map(({ numerator }) => numerator.filter(scored))];
  assert(columns[0].length > 0, "at least one series-period is scored");
  return { resampled: resampleSeries(columns, options), series: columns[0].length };
}

function costInterval(resampled: Resampled, policy: number): Interval {
  return finite(percentileInterval(resampled, (sums) => sums[1 + policy] / sums[0]));
}

function policyResult(policy: JudgedPolicy, cost: Interval): PolicyResult {
  const { name, knows, ledger } = policy;
  const { meanCost, stockoutRate, fillRate, turnoverDays, meanOnHand } = registry;
  const shown = [meanCost, stockoutRate, fillRate, turnoverDays, meanOnHand];
  return {
    name,
    knows,
    cost,
    ...(policy.objective ? { objective: policy.objective } : {}),
    stockoutRate: stockoutRate.compute(ledger),
    fillRate: fillRate.compute(ledger),
    turnoverDays: turnoverDays.compute(ledger),
    meanOnHand: meanOnHand.compute(ledger),
    further: [
      ...registry.metrics
        .filter((metric) => !shown.includes(metric))
        .map(({ compute, parts: _parts, perSeries: _perSeries, ...description }) => ({
          ...description,
          value: compute(ledger),
        })),
      ...(policy.further ?? []),
    ],
  };
}

function pairedDifference(options: {
  readonly resampled: Resampled;
  readonly series: number;
  readonly learned: number;
  readonly other: number;
  readonly names: readonly [string, string];
  /** Whether the other policy knows the future. */
  readonly bound: boolean;
}): PairedDifference {
  const { resampled, series, learned, other, names, bound } = options;
  const cost = finite(
    percentileInterval(resampled, (sums) => (sums[1 + learned] - sums[1 + other]) / sums[0]),
  );
  return {
    policy: names[0],
    against: names[1],
    cost,
    // A bound that knows the future may cost next to nothing: a percentage of it says nothing.
    percent: bound
      ? null
      : percentileInterval(resampled, (sums) => percentOf(sums[1 + learned], sums[1 + other])),
    significant: series >= fewestSeriesForVerdict && (cost.low > 0 || cost.high < 0),
  };
}

function finite(interval: Interval | null): Interval {
  assert(interval !== null, "costs are finite");
  return interval;
}
