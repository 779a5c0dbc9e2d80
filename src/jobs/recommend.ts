import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { firstPeriodFrom, nextPeriodStart } from "../demand/calendar.js";
import { historyBefore, withNewerSales } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { type Config, isGenerated } from "../store/config-file.js";
import { fileDataSchema } from "../store/file-data.js";
import { importSales } from "../store/import-sales.js";
import { readOnOrder } from "../store/on-order-file.js";
import { writeOrders } from "../store/orders-file.js";
import { readPolicy, readRun, readRunPanel } from "../store/run-folder.js";
import { readStock } from "../store/stock-file.js";
import type { JobContext } from "./context.js";
import { createExecutor } from "./executor.js";
import { orderLines } from "./order-lines.js";
import { parametersOf } from "./policy-file.js";
import { type Resolved, setup } from "./setup.js";

export interface RecommendJob {
  /** Folder of the run. */
  readonly run: string;
  /** STOCK.csv: what is on hand. */
  readonly stock: string;
  /** ONORDER.csv: what is under way. */
  readonly onOrder?: string;
  /** Sales newer than the run's, in the layout of the configuration. */
  readonly sales?: string;
  /** A day of the last period whose sales are known. */
  readonly asOf: string;
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
  const known = await newerSales(trained, config, job.sales);
  const decision = decisionPeriod(known, job);
  const panel = historyBefore(known, decision);
  const executor = createExecutor(context.threads);
  const decisions = { from: decision, count: 1 };
  const made = setup({ config, panel, executor, resolved, decisions, reviewAt: decision });
  const stock = await readStock(job.stock, { backlog: made.world.problem.allowsBacklog });
  const onOrder = job.onOrder === undefined ? [] : await readOnOrder(job.onOrder);
  const { lines, notes } = orderLines(made, {
    parameters: parametersOf(made.bound, policyFile),
    stock,
    onOrder,
  });
  await writeOrders(job.out, lines);
  return {
    out: job.out,
    series: lines.length,
    orders: lines.filter(({ order }) => order > 0).length,
    units: lines.reduce((sum, { order }) => sum + order, 0),
    notes,
  };
}

async function newerSales(panel: Panel, config: Config, sales: string | undefined): Promise<Panel> {
  if (sales === undefined) return panel;
  const columns = { item: "item", location: "location", date: "date", units: "units" };
  const data = isGenerated(config.data)
    ? fileDataSchema.parse({ sales, columns, frequency: panel.frequency })
    : { ...config.data, sales, attributes: undefined, from: undefined, to: undefined };
  return withNewerSales(panel, (await importSales(data)).panel);
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
    const wayOut = `Give ${sales === undefined ? "them with --sales" : "newer --sales"}, or the date ${last}.`;
    throw new InputError(
      "--as-of",
      `sales up to ${asOf} are not known, only those of the ${panel.frequency} of ${last}`,
      wayOut,
    );
  }
  return firstPeriodFrom(panel.periodStart, day + 1);
}
