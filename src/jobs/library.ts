import { InputError, assert } from "../base/errors.js";
import { randomStream } from "../base/random.js";
import { firstPeriodFrom } from "../demand/calendar.js";
import { parseDate } from "../base/dates.js";
import { historyBefore } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { BacktestReport } from "../evaluation/backtest-report.js";
import { hasForesight, perfectForesight } from "../policies/hindsight/perfect-foresight.js";
import type { Policy } from "../policies/policy.js";
import type { Problem } from "../problems/index.js";
import { pricedProblem } from "../simulation/priced-world.js";
import { type FileDataInput, fileDataSchema } from "../store/file-data.js";
import { importSales } from "../store/import-sales.js";
import type { OnOrderRow } from "../store/on-order-file.js";
import type { OrderRow } from "../store/orders-file.js";
import type { StockRow } from "../store/stock-file.js";
import { fittedShared } from "../training/baselines/fitted-shared.js";
import type { Trained } from "../training/train.js";
import type { Trainer } from "../training/trainer.js";
import { type Assembly, type Ranges, assemble } from "./assembly.js";
import { createExecutor } from "./executor.js";
import { type Contender, arena, reportOf } from "./judge.js";
import { learn } from "./learn.js";
import { orderLines } from "./order-lines.js";

/**
 * Periods `from` up to, not including, `to` of a panel. Earlier periods are history to it, later ones do not
 * exist.
 */
export interface Demand {
  readonly panel: Panel;
  readonly from: number;
  readonly to: number;
}

/** Reads a sales file with the columns item, location, date and units, or as `options` say. */
export async function readSales(sales: string, options: Partial<FileDataInput> = {}): Promise<Panel> {
  const columns = { item: "item", location: "location", date: "date", units: "units" };
  const data = fileDataSchema.parse({ sales, columns, frequency: "day", ...options });
  return (await importSales(data)).panel;
}

/** What came before a date, and what came from it on. */
export function splitByDate(panel: Panel, date: string): { past: Demand; recent: Demand } {
  const day = parseDate(date);
  if (day === undefined)
    throw new InputError("splitByDate", `found "${date}"`, "Write a date as YYYY-MM-DD.");
  const at = firstPeriodFrom(panel.periodStart, day);
  if (at === 0 || at === periodCount(panel))
    throw new InputError(
      "splitByDate",
      `${date} leaves no period on one side`,
      "Choose a date within the history.",
    );
  return { past: { panel, from: 0, to: at }, recent: { panel, from: at, to: periodCount(panel) } };
}

export interface LibraryTrainOptions {
  readonly problem: Problem;
  readonly demand: Demand;
  readonly trainer: Trainer;
  readonly seed: number;
  /** Features that the policy sees; default: those of the panel's frequency. */
  readonly features?: "default" | "none";
  /** The usual demand that makes it free of scale: of each series (default), or one for all. */
  readonly scale?: "series" | "shared";
}

/** A policy with its parameters, and the history they were learned from. */
export interface TrainedPolicy extends Trained {
  readonly policy: Policy;
  readonly options: LibraryTrainOptions;
}

/** The last part of the past, by which the best parameters are chosen. */
const VALIDATION_SHARE = 0.2;

/** Trains a policy on past demand; the last fifth of it chooses the best parameters. */
export async function train(policy: Policy, options: LibraryTrainOptions): Promise<TrainedPolicy> {
  const trained = await learn(assembleFor(policy, options), options.trainer);
  return { ...trained, policy, options };
}

/**
 * Plays policies over the same demand. The first is compared with the others. Policies that are not trained
 * are fitted on the past of the first trained one.
 */
export async function backtest(
  policies: readonly (TrainedPolicy | Policy)[],
  { problem, demand }: { problem: Problem; demand: Demand },
): Promise<BacktestReport> {
  const first = policies.find(isTrained);
  if (!first) throw new InputError("backtest", "no policy is trained", "Give at least one result of train.");
  const options = { ...first.options, problem: pricedProblem(problem, demand.panel, first.prices ?? {}) };
  const made = assembleFor(first.policy, options, demand);
  const play = arena(made, demand);
  const contenders: Contender[] = [];
  for (const policy of policies) contenders.push(await contender(policy, options, demand));
  if (hasForesight(problem))
    contenders.push({ name: perfectForesight.name, knows: "future", by: { oracle: perfectForesight } });
  return reportOf(made, contenders.map(play), { range: demand, training: [] });
}

export interface RecommendOptions {
  readonly problem: Problem;
  readonly stock: readonly StockRow[];
  readonly onOrder?: readonly OnOrderRow[];
  readonly demand?: Demand;
  /** Whether each order says what moved its target, and what is to be expected of it; default: no. */
  readonly explain?: boolean;
}

/**
 * Orders for the period after the known demand (default: what the policy was trained on), a line for each row
 * of stock.
 */
export function recommend(trained: TrainedPolicy, given: RecommendOptions): OrderRow[] {
  const { problem, stock, onOrder = [], explain = false, demand = trained.options.demand } = given;
  const panel = historyBefore(demand.panel, demand.to);
  const options = { ...trained.options, problem: pricedProblem(problem, panel, trained.prices ?? {}) };
  const made = assembleFor(trained.policy, options, { panel, from: 0, to: demand.to }, demand.to);
  return orderLines(made, { parameters: trained.parameters, stock, onOrder, explain }).lines;
}

function isTrained(policy: TrainedPolicy | Policy): policy is TrainedPolicy {
  return "parameters" in policy;
}

async function contender(
  policy: TrainedPolicy | Policy,
  options: LibraryTrainOptions,
  demand: Demand,
): Promise<Contender> {
  if (isTrained(policy)) {
    const { bound } = assembleFor(policy.policy, policy.options, demand);
    return {
      name: policy.policy.name,
      knows: "history",
      by: { policy: bound, parameters: policy.parameters },
    };
  }
  const { world, setting, executor, stream, ranges } = assembleFor(policy, options);
  const task = { world, setting, executor, stream, range: ranges.train, validation: ranges.validation };
  return { name: policy.name, knows: "history", by: await fittedShared(policy).fit(task) };
}

/** All that training or play needs. Training knows nothing after its own past, whatever the panel holds. */
function assembleFor(
  policy: Policy,
  { problem, demand: past, seed, features = "default", scale = "series" }: LibraryTrainOptions,
  demand: Demand = past,
  decision?: number,
): Assembly {
  assert(past.from === 0, "training begins with the first period of the panel");
  return assemble({
    panel: demand.panel,
    problem,
    policy,
    ranges: rangesOf(past),
    features,
    scale,
    executor: createExecutor(1),
    stream: randomStream(seed),
    ...(decision === undefined ? {} : { decisions: { from: decision, count: 1 }, reviewAt: decision }),
  });
}

function rangesOf({ from, to }: Demand): Ranges {
  const validate = Math.max(from + 1, to - Math.max(1, Math.round(VALIDATION_SHARE * (to - from))));
  return {
    train: { from, to: validate },
    validation: { from: validate, to },
    test: { from: to, to },
  };
}
