import { formatDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { sum } from "../base/sums.js";
import { DAYS_PER_PERIOD } from "../demand/calendar.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { BacktestReport, MetricValue, PolicyResult } from "../evaluation/backtest-report.js";
import { type JudgedPolicy, comparePolicies } from "../evaluation/compare.js";
import { type LedgerTable, countScored, ledgerTable, sumScored } from "../evaluation/ledger-table.js";
import { hasForesight } from "../policies/hindsight/perfect-foresight.js";
import { type Flows, type ReplayOptions, replay } from "../simulation/replay.js";
import type { Windows } from "../simulation/simulator.js";
import { usualStart } from "../simulation/start-state.js";
import type { TrainingEvent } from "../training/train.js";
import type { PeriodRange } from "../training/trainer.js";
import { rangeWindows } from "../training/validation.js";
import type { Assembly } from "./assembly.js";
import { traces } from "./traces.js";
import { violationsOf } from "./violations.js";

/** A policy ready to be played. */
export interface Contender {
  readonly name: string;
  readonly knows: PolicyResult["knows"];
  readonly by: ReplayOptions["by"];
}

/** What a contender did. */
export interface Played extends Omit<Contender, "by"> {
  readonly flows: Flows;
  readonly windows: Windows;
  /** How often the policy breaks what is known of the best orders; none where nothing is known. */
  readonly violations: readonly MetricValue[];
}

/** Plays contenders over the same periods of the same demand from the same start, in whole units. */
export function arena(made: Assembly, range: PeriodRange): (contender: Contender) => Played {
  const { world, setting, executor } = made;
  const windows = rangeWindows(world, setting, range, scoredSeries(made, range));
  if (windows.series.length === 0)
    throw new InputError("the test", "no series was on offer before it", "Choose a later testFrom.");
  const start = usualStart(world, windows);
  return ({ name, knows, by }) => {
    const flows = replay({ world, setting, executor, windows, start, by });
    return { name, knows, flows, windows, violations: violationsOf(made, windows, by) };
  };
}

/** Series on offer before the test began: the others have no history to fit anything to. */
function scoredSeries({ world, ranges }: Assembly, range: PeriodRange): Int32Array {
  const known = Math.min(range.from, ranges.validation.to);
  const all = Int32Array.from(world.panel.series, (_, series) => series);
  return all.filter((series) => world.panel.firstPeriod[series] < known);
}

/** The comparison of what was played; the first is the learned policy. */
export function reportOf(
  made: Assembly,
  played: readonly Played[],
  { range, training }: { range: PeriodRange; training: readonly TrainingEvent[] },
): BacktestReport {
  const { world, estimated } = made;
  const { panel } = world;
  const judged: JudgedPolicy[] = played.map((one) => ({
    name: one.name,
    knows: one.knows,
    ...scoredBy(made, one),
    further: one.violations,
  }));
  const { policies, differences } = comparePolicies(judged, { stream: made.stream.child("bootstrap") });
  const { windows } = played[0];
  const share = estimatedShare(estimated, panel, windows, range);
  const leftOut = panel.series.length - windows.series.length;
  return {
    title: `${played[0].name} on ${windows.series.length} series`,
    from: formatDate(panel.periodStart[range.from]),
    to: formatDate(panel.periodStart[range.to - 1]),
    series: windows.series.length,
    periods: range.to - range.from,
    estimatedDemandShare: share,
    policies,
    differences,
    traces: traces(played[0], panel),
    training: training.map(({ step, trainCost, validationCost, rate }) => ({
      step,
      trainCost,
      validationCost,
      learningRate: rate,
    })),
    notes: [...notes({ share, leftOut, range, made }), ...structureNotes(played[0])],
  };
}

function notes(about: { share: number; leftOut: number; range: PeriodRange; made: Assembly }): string[] {
  const { share, leftOut, range, made } = about;
  const sentences = ["Every policy played the same demand from the same starting stock, in whole units."];
  if (share > 0)
    sentences.push(
      `${(share * 100).toFixed(1)} % of the demand was estimated, because the series was out of stock.`,
    );
  if (leftOut > 0)
    sentences.push(`${leftOut} series were left out: they were first on offer after the test had begun.`);
  if (made.world.problem.objective)
    sentences.push(`What was learned and chosen by is the objective: ${made.world.problem.objective.name}.`);
  if (range.from < made.ranges.test.from)
    sentences.push(
      "Some of these periods were used in training or validation: the result flatters the fitted policies.",
    );
  if (made.world.problem.sharedLimits)
    sentences.push("Orders that did not fit what the items of a location share were cut in proportion.");
  if (!hasForesight(made.world.problem))
    sentences.push("There is no hindsight bound: it is known for fixed lead times and costs per unit only.");
  return sentences;
}

function structureNotes({ name, violations }: Played): string[] {
  const [met, drawn] = violations.map(({ value }) => `${((value ?? 0) * 100).toFixed(1)} %`);
  if (met === undefined) return [];
  const where = `${met} of the states met and ${drawn} of those drawn`;
  return [`${name} breaks what is known of the best orders in ${where}.`];
}

/** The part of what happened that is scored: after the warm-up, from the first period on offer. */
export function scored({ flows, windows }: Pick<Played, "flows" | "windows">, panel: Panel): LedgerTable {
  const { lanes, periods, fields } = flows;
  const mask = new Uint8Array(lanes * periods);
  for (let lane = 0; lane < lanes; lane++) {
    const from = Math.max(windows.warmUp, panel.firstPeriod[windows.series[lane]] - windows.start[lane]);
    mask.fill(1, lane * periods + from, (lane + 1) * periods);
  }
  return ledgerTable({
    series: lanes,
    periods,
    mask,
    daysPerPeriod: DAYS_PER_PERIOD[panel.frequency],
    fields,
  });
}

/** The ledger, and what the objective says of it where that is not the cost. */
function scoredBy({ world: { panel, problem } }: Assembly, played: Pick<Played, "flows" | "windows">) {
  const ledger = scored(played, panel);
  if (problem.objective === undefined) return { ledger };
  const { name, unit } = problem.objective;
  const { judged } = played.flows.fields;
  const told = sum(sumScored(ledger, (cell) => judged[cell]));
  const counted = sum(countScored(ledger));
  const objective: MetricValue = {
    name: "objective",
    title: "Objective",
    summary: name,
    unit: unit === "money" ? "money" : "score",
    better: "lower",
    averaged: "over the horizon of each series, by its scored periods",
    value: counted > 0 ? told / counted : null,
  };
  return { ledger, objective };
}

function estimatedShare(estimated: Uint8Array, panel: Panel, windows: Windows, range: PeriodRange): number {
  const periods = periodCount(panel);
  let [count, all] = [0, 0];
  for (const series of windows.series)
    for (let t = Math.max(range.from, panel.firstPeriod[series]); t < range.to; t++) {
      count += estimated[series * periods + t];
      all++;
    }
  return all > 0 ? count / all : 0;
}
