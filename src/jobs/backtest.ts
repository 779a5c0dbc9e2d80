import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { firstPeriodFrom } from "../demand/calendar.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { BacktestReport } from "../evaluation/backtest-report.js";
import { type JudgedPolicy, comparePolicies } from "../evaluation/compare.js";
import { type LedgerTable, ledgerTable } from "../evaluation/ledger-table.js";
import { perfectForesight } from "../policies/hindsight/perfect-foresight.js";
import { type Flows, replay } from "../simulation/replay.js";
import { usualStart } from "../simulation/start-state.js";
import type { Windows } from "../simulation/simulator.js";
import { renderReport } from "../store/report/render-report.js";
import { readMetrics, readPolicy, readRun, readRunPanel } from "../store/run-folder.js";
import { writeWhole } from "../store/whole-files.js";
import { baselines } from "../training/baselines/index.js";
import type { TrainingEvent } from "../training/train.js";
import type { PeriodRange } from "../training/trainer.js";
import { rangeWindows } from "../training/validation.js";
import type { JobContext } from "./context.js";
import { createExecutor } from "./executor.js";
import { parametersOf } from "./policy-file.js";
import { type Resolved, type Setup, setup } from "./setup.js";
import { traces } from "./traces.js";

export interface BacktestJob {
  /** Folder of the run. */
  readonly run: string;
  /** First and last day to score; default: the test of the run. */
  readonly from?: string;
  readonly to?: string;
  /** Names of the policies to compare with; default: all that apply, and the hindsight bound. */
  readonly policies?: readonly string[];
  /** Where to write the report; default: report.html in the run. */
  readonly reportFile?: string;
}

/** Plays the learned policy and the classical ones over later periods on the same demand; writes report.html. */
export async function runBacktest(job: BacktestJob, context: JobContext): Promise<BacktestReport> {
  const executor = createExecutor(context.threads);
  const run = await readRun<Resolved>(job.run);
  const { panel } = await readRunPanel(run);
  const { config, resolved } = run.record;
  const made = setup({ config, panel, executor, resolved });
  const parameters = parametersOf(made.bound, await readPolicy(run));
  const range = scoredRange(job, panel, made.ranges.test);
  const played = await playAll(made, parameters, { range, wanted: wantedPolicies(job), context });
  const report = reportOf(made, played, { range, training: await readMetrics<TrainingEvent>(run) });
  await writeWhole(job.reportFile ?? run.file("report.html"), await renderReport(report));
  return report;
}

interface Played {
  readonly name: string;
  readonly knows: "history" | "future";
  readonly flows: Flows;
  readonly windows: Windows;
}

function wantedPolicies({ policies }: BacktestJob): ReadonlySet<string> {
  const known = [...baselines, perfectForesight].map(({ name }) => name);
  for (const name of policies ?? [])
    if (!known.includes(name)) throw new InputError("--policies", `"${name}" is no policy`, suggestion(name, known));
  return new Set(policies ?? known);
}

/** Every policy over the same windows from the same start. */
async function playAll(
  made: Setup,
  parameters: Float32Array,
  { range, wanted, context }: { range: PeriodRange; wanted: ReadonlySet<string>; context: JobContext },
): Promise<Played[]> {
  const { world, setting, executor, bound, policy, ranges, stream } = made;
  const windows = rangeWindows(world, setting, range, scoredSeries(made, range));
  const start = usualStart(world, windows);
  const common = { world, setting, executor, windows, start };
  const task = context.progress.start("Playing policies", wanted.size + 1);
  const played: Played[] = [];
  const add = (name: string, knows: Played["knows"], flows: Flows) => {
    played.push({ name, knows, flows, windows });
    task.advance(played.length, name);
  };
  add(policy.name, "history", replay({ ...common, by: { policy: bound, parameters } }));
  const history = { world, setting, executor, stream: stream.child("baselines") };
  const baselineTask = { ...history, range: ranges.train, validation: ranges.validation };
  for (const baseline of baselines) {
    if (!wanted.has(baseline.name) || baseline.applies?.(baselineTask) === false) continue;
    context.signal.throwIfAborted();
    const fitted = await baseline.fit(baselineTask);
    add(baseline.name, "history", replay({ ...common, by: fitted }));
  }
  if (wanted.has(perfectForesight.name) && world.problem.leadTime.kind === "fixed")
    add(perfectForesight.name, "future", replay({ ...common, by: { oracle: perfectForesight } }));
  task.finish();
  return played;
}

/** Series on offer before the test began: the others have no history to fit anything to. */
function scoredSeries({ world, ranges }: Setup, range: PeriodRange): Int32Array {
  const known = Math.min(range.from, ranges.validation.to);
  const all = Int32Array.from(world.panel.series, (_, series) => series);
  return all.filter((series) => world.panel.firstPeriod[series] < known);
}

function reportOf(
  made: Setup,
  played: readonly Played[],
  { range, training }: { range: PeriodRange; training: readonly TrainingEvent[] },
): BacktestReport {
  const { world, estimated } = made;
  const { panel } = world;
  const judged: JudgedPolicy[] = played.map(({ name, knows, flows, windows }) => ({
    name,
    knows,
    ledger: scored(flows, windows, panel),
  }));
  const { policies, differences } = comparePolicies(judged, { stream: made.stream.child("bootstrap") });
  const { windows } = played[0];
  const share = estimatedShare(estimated, panel, windows, range);
  const leftOut = panel.series.length - windows.series.length;
  return {
    title: `${made.policy.name} on ${windows.series.length} series`,
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
    notes: notes({ share, leftOut, range, made }),
  };
}

function notes(about: { share: number; leftOut: number; range: PeriodRange; made: Setup }): string[] {
  const { share, leftOut, range, made } = about;
  const sentences = ["Every policy played the same demand from the same starting stock, in whole units."];
  if (share > 0)
    sentences.push(`${(share * 100).toFixed(1)} % of the demand was estimated, because the series was out of stock.`);
  if (leftOut > 0)
    sentences.push(`${leftOut} series were left out: they were first on offer after the test had begun.`);
  if (range.from < made.ranges.test.from)
    sentences.push("Some of these periods were used in training or validation: the result flatters the fitted policies.");
  if (made.world.problem.leadTime.kind !== "fixed")
    sentences.push("There is no hindsight bound, because lead times are random.");
  return sentences;
}

/** The part of what happened that is scored: after the warm-up, from the first period on offer. */
function scored({ lanes, periods, fields }: Flows, windows: Windows, panel: Panel): LedgerTable {
  const mask = new Uint8Array(lanes * periods);
  for (let lane = 0; lane < lanes; lane++) {
    const from = Math.max(windows.warmUp, panel.firstPeriod[windows.series[lane]] - windows.start[lane]);
    mask.fill(1, lane * periods + from, (lane + 1) * periods);
  }
  return ledgerTable({ series: lanes, periods, mask, daysPerPeriod: DAYS[panel.frequency], fields });
}

const DAYS = { day: 1, week: 7, month: 365.25 / 12 } as const;

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

function scoredRange({ from, to }: BacktestJob, panel: Panel, test: PeriodRange): PeriodRange {
  const first = from === undefined ? test.from : firstPeriodFrom(panel.periodStart, dayOf("--from", from));
  const last = to === undefined ? test.to : firstPeriodFrom(panel.periodStart, dayOf("--to", to) + 1);
  if (first < last) return { from: first, to: last };
  const span = `${formatDate(panel.periodStart[0])} to ${formatDate(panel.periodStart[periodCount(panel) - 1])}`;
  throw new InputError("--from and --to", "no period lies between them", `Choose dates within ${span}.`);
}

function dayOf(place: string, text: string): number {
  const day = parseDate(text);
  if (day === undefined) throw new InputError(place, `found "${text}"`, "Write a date as YYYY-MM-DD.");
  return day;
}
