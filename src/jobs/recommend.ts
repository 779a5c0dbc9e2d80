import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { addMonths, firstPeriodFrom, nextPeriodStart } from "../demand/calendar.js";
import { historyBefore, seriesId, withNewerSales } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { expectedLeadTime } from "../problems/mechanics/lead-time.js";
import { decide } from "../simulation/decide.js";
import type { StartState } from "../simulation/simulator.js";
import { type Config, isGenerated } from "../store/config-file.js";
import { fileDataSchema } from "../store/file-data.js";
import { importSales } from "../store/import-sales.js";
import { type OnOrderRow, readOnOrder } from "../store/on-order-file.js";
import { type OrderRow, writeOrders } from "../store/orders-file.js";
import { readPolicy, readRun, readRunPanel } from "../store/run-folder.js";
import { type StockRow, readStock } from "../store/stock-file.js";
import type { JobContext } from "./context.js";
import { createExecutor } from "./executor.js";
import { reasonFor } from "./order-reason.js";
import { parametersOf } from "./policy-file.js";
import { type Resolved, type Setup, setup } from "./setup.js";

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
  const places = new Map(panel.series.map((key, series) => [seriesId(key), series]));
  const rows = stock.filter((row) => places.has(seriesId(row)));
  const series = Int32Array.from(rows, (row) => places.get(seriesId(row))!);
  const arriving = deliveries(onOrder, panel.periodStart[decision], panel);
  const { start, onOrderUnits } = startFrom(rows, arriving, made);
  const parameters = parametersOf(made.bound, policyFile);
  const { world, setting, bound: policy } = made;
  const decided = decide({ world, setting, policy, parameters, executor, series, period: decision, stock: start });
  const orders = new Map<string, OrderRow>();
  rows.forEach((row, lane) => {
    const line = orderRow(row, {
      made,
      series: series[lane],
      decision,
      onOrder: onOrderUnits[lane],
      order: decided.order[lane],
      target: policy.hasTarget ? decided.target[lane] : undefined,
    });
    orders.set(seriesId(row), line);
  });
  const lines = stock.map((row) => orders.get(seriesId(row)) ?? unknownRow(row, arriving, panel.periodStart[decision]));
  await writeOrders(job.out, lines);
  return {
    out: job.out,
    series: lines.length,
    orders: lines.filter(({ order }) => order > 0).length,
    units: lines.reduce((sum, { order }) => sum + order, 0),
    notes: notes(stock, onOrder, panel),
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
    throw new InputError("--as-of", `${asOf} is before the first sales, ${formatDate(first)}`, "Give a later date.");
  if (day >= end) {
    const last = formatDate(panel.periodStart[periodCount(panel) - 1]);
    const wayOut = `Give ${sales === undefined ? "them with --sales" : "newer --sales"}, or the date ${last}.`;
    throw new InputError("--as-of", `sales up to ${asOf} are not known, only those of the ${panel.frequency} of ${last}`, wayOut);
  }
  return firstPeriodFrom(panel.periodStart, day + 1);
}

/** Deliveries by series: period after the decision, and units. */
type Deliveries = ReadonlyMap<string, readonly { slot: number; quantity: number }[]>;

function deliveries(onOrder: readonly OnOrderRow[], today: number, panel: Panel): Deliveries {
  const bySeries = new Map<string, { slot: number; quantity: number }[]>();
  for (const row of onOrder) {
    const list = bySeries.get(seriesId(row)) ?? [];
    list.push({ slot: periodsUntil(row.due, today, panel), quantity: row.quantity });
    bySeries.set(seriesId(row), list);
  }
  return bySeries;
}

/** Periods from the decision to the first period that starts on the day or later. */
function periodsUntil(due: number, today: number, { frequency }: Panel): number {
  if (due <= today) return 0;
  if (frequency === "day") return due - today;
  if (frequency === "week") return Math.ceil((due - today) / 7);
  let months = 0;
  while (addMonths(today, months) < due) months++;
  return months;
}

function startFrom(rows: readonly StockRow[], arriving: Deliveries, { world }: Setup) {
  const slots = world.problem.state.due;
  const due = Array.from({ length: slots }, () => new Float32Array(rows.length));
  const onOrderUnits = new Float32Array(rows.length);
  rows.forEach((row, lane) => {
    for (const { slot, quantity } of arriving.get(seriesId(row)) ?? []) {
      due[Math.min(slot, slots - 1)][lane] += quantity;
      onOrderUnits[lane] += quantity;
    }
  });
  const start: StartState = { stock: Float32Array.from(rows, ({ onHand }) => onHand), due };
  return { start, onOrderUnits };
}

interface Decided {
  readonly made: Setup;
  readonly series: number;
  readonly decision: number;
  readonly onOrder: number;
  readonly order: number;
  readonly target: number | undefined;
}

function orderRow({ item, location, onHand }: StockRow, decided: Decided): OrderRow {
  const { made, series, decision, onOrder, target } = decided;
  const { panel, problem, coverPeriods } = made.world;
  const leadTime = Math.round(expectedLeadTime(problem.leadTime, series));
  const unknown = panel.firstPeriod[series] >= decision;
  const order = unknown ? 0 : decided.order;
  const numbers = { order, onHand, onOrder, target, coverPeriods: coverPeriods[series] };
  return {
    item,
    location,
    order,
    due: periodStartAfter(panel, decision, leadTime),
    onHand,
    onOrder,
    position: onHand + onOrder,
    target: unknown ? undefined : target,
    reason: unknown ? NO_HISTORY : reasonFor({ ...numbers, frequency: panel.frequency }),
  };
}

const NO_HISTORY = "No order: no sales of this series are known. Decide by hand, or give its sales with --sales.";

function unknownRow({ item, location, onHand }: StockRow, arriving: Deliveries, today: number): OrderRow {
  const onOrder = (arriving.get(seriesId({ item, location })) ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
  return { item, location, order: 0, due: today, onHand, onOrder, position: onHand + onOrder, reason: NO_HISTORY };
}

function periodStartAfter(panel: Panel, decision: number, periods: number): number {
  const today = panel.periodStart[decision];
  if (panel.frequency === "month") return addMonths(today, periods);
  return today + periods * (panel.frequency === "week" ? 7 : 1);
}

function notes(stock: readonly StockRow[], onOrder: readonly OnOrderRow[], panel: Panel): string[] {
  const inStock = new Set(stock.map(seriesId));
  const absent = panel.series.filter((key) => !inStock.has(seriesId(key))).length;
  const lost = onOrder.filter((row) => !inStock.has(seriesId(row)));
  const sentences: string[] = [];
  if (absent > 0) sentences.push(`${absent} series of the run have no row in the stock file, so none in the order file.`);
  if (lost.length > 0) {
    const { item, location, line } = lost[0];
    const first = location === "" ? item : `${item} at ${location}`;
    sentences.push(`${lost.length} rows on order belong to no row of the stock file, the first in line ${line}: ${first}.`);
  }
  return sentences;
}
