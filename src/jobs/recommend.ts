import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { firstPeriodFrom, nextPeriodStart } from "../demand/calendar.js";
import { historyBefore } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { Config } from "../store/config-file.js";
import { readOnOrder } from "../store/on-order-file.js";
import { writeOrders } from "../store/orders-file.js";
import { readPolicy, readRun, readRunPanel } from "../store/run-folder.js";
import { type StockRow, readStock } from "../store/stock-file.js";
import type { JobContext } from "./context.js";
import { createExecutor } from "./executor.js";
import { addNewerSales } from "./newer-sales.js";
import { orderLines } from "./order-lines.js";
import { parametersOf, volumePricesOf } from "./policy-file.js";
import { type Resolved, setup } from "./setup.js";

export interface RecommendJob {
  /** Folder of the run. */
  readonly run: string;
  /** STOCK.csv: what is on hand. */
  readonly stock: string;
  /** ONORDER.csv: what is under way. */
  readonly onOrder?: string;
  /** Sales newer than the run's, laid out as those were; or a configuration whose data they are. */
  readonly sales?: string;
  /** A day of the last period whose sales are known. */
  readonly asOf: string;
  /** Whether each line also says what moved its target and what is to be expected; default: yes. */
  readonly explain?: boolean;
  /** File to write the orders to. */
  readonly out: string;
}

export interface Recommended {
  readonly out: string;
  readonly series: number;
  readonly orders: number;
  readonly units: number;
  readonly notes: readonly string[];
}

/** Orders for the period after a date, one row for each row of the stock file. */
export async function runRecommend(job: RecommendJob, context: JobContext): Promise<Recommended> {
  const run = await readRun<Resolved>(job.run);
  const { config, resolved } = run.record;
  const policyFile = await readPolicy(run);
  const { panel: trained } = await readRunPanel(run);
  const { panel: known, notes: newerNotes } = await withNewer(trained, config, job.sales);
  const decision = decisionPeriod(known, job);
  const panel = historyBefore(known, decision);
  const executor = createExecutor(context.threads);
  const { explain = true } = job;
  const decisions = { from: decision, count: 1 };
  const prices = volumePricesOf(policyFile, panel);
  const made = setup({ config, panel, executor, resolved, decisions, reviewAt: decision, prices });
  const stock = await readStock(job.stock, { backlog: made.world.problem.allowsBacklog });
  refuseNoLocation(job.stock, stock, panel);
  const onOrder = job.onOrder === undefined ? [] : await readOnOrder(job.onOrder);
  const { lines, extraColumns, notes } = orderLines(made, {
    parameters: parametersOf(made.bound, policyFile),
    stock,
    onOrder,
    explain,
  });
  await writeOrders(job.out, lines, { extraColumns });
  return {
    out: job.out,
    series: lines.length,
    orders: lines.filter(({ order }) => order > 0).length,
    units: lines.reduce((sum, { order }) => sum + order, 0),
    notes: [...newerNotes, ...notes],
  };
}

async function withNewer(panel: Panel, config: Config, sales: string | undefined) {
  return sales === undefined ? { panel, notes: [] } : addNewerSales(panel, config, sales);
}

/** Stock without locations can belong to no series of a run that has them: the column was forgotten. */
function refuseNoLocation(path: string, stock: readonly StockRow[], { series }: Panel): void {
  if (stock.some(({ location }) => location !== "") || series.some(({ location }) => location === "")) return;
  const { item, location } = series[0];
  const found = `has no column "location", but the run has stock by location, like ${item} at ${location}`;
  throw new InputError(`${path} line 1`, found, "Add the column.");
}

/** The period after the one that contains the day; its own sales are not known. */
function decisionPeriod(panel: Panel, { asOf, sales }: RecommendJob): number {
  const day = parseDate(asOf);
  if (day === undefined) throw new InputError("--as-of", `found "${asOf}"`, "Write a date as YYYY-MM-DD.");
  const first = panel.periodStart[0];
  const end = nextPeriodStart(panel);
  if (day < first)
    throw new InputError(
      "--as-of",
      `${asOf} is before the first sales, ${formatDate(first)}`,
      "Give a later date.",
    );
  if (day >= end) {
    const last = formatDate(panel.periodStart[periodCount(panel) - 1]);
    const give = sales === undefined ? "them with --sales" : "newer --sales";
    const wayOut = `Give ${give}, or the date ${last}.`;
    throw new InputError(
      "--as-of",
      `sales up to ${asOf} are not known, only those of the ${panel.frequency} of ${last}`,
      wayOut,
    );
  }
  return firstPeriodFrom(panel.periodStart, day + 1);
}
