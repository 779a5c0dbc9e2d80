import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { firstPeriodFrom } from "../demand/calendar.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { BacktestReport } from "../evaluation/backtest-report.js";
import { omniscient } from "../policies/hindsight/omniscient.js";
import { hasForesight, perfectForesight } from "../policies/hindsight/perfect-foresight.js";
import { renderReport } from "../store/report/render-report.js";
import { readMetrics, readPolicy, readRun, readRunPanel } from "../store/run-folder.js";
import { writeWhole } from "../store/whole-files.js";
import { type BaselineTask, baselines } from "../training/baselines/index.js";
import { fittedForecasters } from "../training/forecasters/index.js";
import type { TrainingEvent } from "../training/train.js";
import type { PeriodRange } from "../training/trainer.js";
import { breathing } from "./breathe.js";
import type { JobContext } from "./context.js";
import { knownDemand } from "./data.js";
import { createExecutor } from "./executor.js";
import { importanceOf } from "./importance.js";
import { type Contender, type Played, arena, reportOf } from "./judge.js";
import { parametersOf, volumePricesOf } from "./policy-file.js";
import { type Resolved, type Setup, setup } from "./setup.js";

export interface BacktestJob {
  /** Folder of the run. */
  readonly run: string;
  /** First and last day to score; default: the test of the run. */
  readonly from?: string;
  readonly to?: string;
  /** Names of the policies to compare with; default: all that apply, bounds among them. */
  readonly policies?: readonly string[];
  /** The forecaster that forecasts are ordered by; default: of those that need no training the cheapest. */
  readonly forecaster?: string;
  /** Where to write the report; default: report.html in the run. */
  readonly reportFile?: string;
}

/** Plays the learned policy and the classical ones over later periods; writes report.html. */
export async function runBacktest(job: BacktestJob, context: JobContext): Promise<BacktestReport> {
  const executor = createExecutor(context.threads);
  const run = await readRun<Resolved>(job.run);
  const { panel } = await readRunPanel(run);
  const { config, resolved } = run.record;
  const trained = await readPolicy(run);
  const made = setup({ config, panel, executor, resolved, prices: volumePricesOf(trained, panel) });
  const parameters = parametersOf(made.bound, trained);
  const range = scoredRange(job, panel, made.ranges.test);
  const [wanted, forecasters] = [wantedPolicies(job), wantedForecasters(job, panel)];
  const played = await playAll(made, parameters, { range, wanted, forecasters, context });
  const importance = await importanceOf(made, { policy: made.bound, parameters }, context);
  const training = await readMetrics<TrainingEvent>(run);
  const report = { ...reportOf(made, played, { range, training }), importance };
  await writeWhole(job.reportFile ?? run.file("report.html"), await renderReport(report));
  return report;
}

function wantedPolicies({ policies }: BacktestJob): ReadonlySet<string> {
  const known = [...baselines, omniscient, perfectForesight].map(({ name }) => name);
  for (const name of policies ?? [])
    if (!known.includes(name))
      throw new InputError("--policies", `"${name}" is no policy`, suggestion(name, known));
  return new Set(policies ?? known);
}

function wantedForecasters({ forecaster }: BacktestJob, { frequency }: Panel): BaselineTask["forecasters"] {
  if (forecaster === undefined) return undefined;
  const known = fittedForecasters(frequency);
  const names = known.map(({ name }) => name);
  if (!names.includes(forecaster))
    throw new InputError("--forecaster", `"${forecaster}" is no forecaster`, suggestion(forecaster, names));
  return known.filter(({ name }) => name === forecaster);
}

interface Asked extends Pick<BaselineTask, "forecasters"> {
  readonly range: PeriodRange;
  readonly wanted: ReadonlySet<string>;
  readonly context: JobContext;
}

/** Every policy over the same windows from the same start. */
async function playAll(
  made: Setup,
  parameters: Float32Array,
  { range, wanted, forecasters, context }: Asked,
): Promise<Played[]> {
  const { world, setting, executor, bound, policy, ranges, stream } = made;
  const history = { world, setting, executor, stream: stream.child("baselines") };
  const breathe = breathing(() => context.signal.aborted, "Nothing was written; run the backtest again.");
  const { train, validation } = ranges;
  const baselineTask = { ...history, range: train, validation, forecasters, breathe };
  const applying = baselines.filter(
    ({ name, applies }) => wanted.has(name) && applies?.(baselineTask) !== false,
  );
  const foresight = wanted.has(perfectForesight.name) && hasForesight(world.problem);
  const truth = wanted.has(omniscient.name) && omniscient.applies(world.problem) && knownDemand(made.config);
  const play = arena(made, range);
  const more = (foresight ? 1 : 0) + (truth ? 1 : 0);
  const task = context.progress.start("Playing policies", 1 + applying.length + more);
  const played: Played[] = [];
  const add = (contender: Contender) => {
    played.push(play(contender));
    task.advance(played.length, contender.name);
  };
  add({ name: policy.name, knows: "history", by: { policy: bound, parameters } });
  for (const baseline of applying) {
    await breathe();
    add({ name: baseline.name, knows: "history", by: await baseline.fit(baselineTask) });
  }
  if (truth) {
    const policy = omniscient.follow(setting, { ...world, demand: truth });
    add({ name: omniscient.name, knows: omniscient.knows, by: { policy, parameters: new Float32Array() } });
  }
  if (foresight) add({ name: perfectForesight.name, knows: "future", by: { oracle: perfectForesight } });
  task.finish();
  return played;
}

function scoredRange({ from, to }: BacktestJob, panel: Panel, test: PeriodRange): PeriodRange {
  const first = from === undefined ? test.from : firstPeriodFrom(panel.periodStart, dayOf("--from", from));
  const last = to === undefined ? test.to : firstPeriodFrom(panel.periodStart, dayOf("--to", to) + 1);
  if (first < last) return { from: first, to: last };
  const [start, end] = [panel.periodStart[0], panel.periodStart[periodCount(panel) - 1]].map(formatDate);
  const span = `${start} to ${end}`;
  throw new InputError("--from and --to", "no period lies between them", `Choose dates within ${span}.`);
}

function dayOf(place: string, text: string): number {
  const day = parseDate(text);
  if (day === undefined) throw new InputError(place, `found "${text}"`, "Write a date as YYYY-MM-DD.");
  return day;
}
