import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { formatDate } from "../base/dates.js";
import { Cancelled, InputError } from "../base/errors.js";
import { randomStream } from "../base/random.js";
import type { BacktestReport } from "../evaluation/backtest-report.js";
import {
  type SyntheticRetailer,
  onOrderCsv,
  productsCsv,
  salesCsv,
  stockCsv,
  syntheticRetailer,
} from "../demand/synthetic-retailer/index.js";
import { writeWhole } from "../store/whole-files.js";
import { makeFolder, refuseForeign } from "../store/whole-folder.js";
import { runBacktest } from "./backtest.js";
import type { JobContext } from "./context.js";
import { runImport } from "./import.js";
import { runRecommend } from "./recommend.js";
import { runTrain } from "./train.js";

export interface QuickstartJob {
  /** Folder to write to; default: "quickstart". */
  readonly out?: string;
  readonly seed?: number;
}

export interface QuickStarted {
  readonly backtest: BacktestReport;
  /** What was written, by what it is. */
  readonly files: Readonly<Record<string, string>>;
}

const DEFAULT_FOLDER = "quickstart";
const SIZE = { items: 100, locations: 5, periods: 730 };
/** Days kept for validation and for the test, at the end of the history. */
const [VALIDATION_DAYS, TEST_DAYS] = [91, 91];

/** Makes a retailer, then goes the whole way from its sales to orders, as its owner would. */
export async function runQuickstart(
  { out = DEFAULT_FOLDER, seed = 7 }: QuickstartJob,
  context: JobContext,
): Promise<QuickStarted> {
  const files = filesIn(out);
  await beginFolder(out, files);
  const task = context.progress.start("Inventing a retailer");
  const retailer = syntheticRetailer({ ...SIZE, stream: randomStream(seed).child("retailer") });
  await writeWhole(files.config, configYaml(retailer, seed));
  await writeWhole(files.sales, salesCsv(retailer));
  await writeWhole(files.products, productsCsv(retailer));
  await writeWhole(files.stock, stockCsv(retailer));
  await writeWhole(files["on order"], onOrderCsv(retailer));
  task.finish(`${retailer.panel.series.length} series, ${SIZE.periods} days`);

  const asOf = formatDate(retailer.panel.periodStart[SIZE.periods - 1]);
  const backtest = await fromSalesToOrders(files, asOf, context).catch((error: unknown) => {
    throw error instanceof Cancelled ? new Cancelled(`Start again with: ${commandFor(out)}`) : error;
  });
  return { backtest, files };
}

async function fromSalesToOrders(
  files: QuickstartFiles,
  asOf: string,
  context: JobContext,
): Promise<BacktestReport> {
  const { config, data, run, stock, orders } = files;
  await runImport({ config, out: data }, context);
  await runTrain({ config, data, out: run }, context);
  const backtest = await runBacktest({ run, reportFile: files.report }, context);
  if (context.signal.aborted) throw new Cancelled("");
  await runRecommend({ run, stock, onOrder: files["on order"], asOf, out: orders }, context);
  return backtest;
}

type QuickstartFiles = ReturnType<typeof filesIn>;

function filesIn(out: string) {
  return {
    sales: join(out, "sales.csv"),
    products: join(out, "products.csv"),
    stock: join(out, "stock.csv"),
    "on order": join(out, "on-order.csv"),
    config: join(out, "config.yaml"),
    data: join(out, "data"),
    run: join(out, "run"),
    report: join(out, "report.html"),
    orders: join(out, "orders.csv"),
  };
}

function commandFor(out: string): string {
  return out === DEFAULT_FOLDER ? "deepstock quickstart" : `deepstock quickstart --out ${out}`;
}

/** The first line of the configuration, which is the first file: by it a quickstart knows its own folder. */
const SIGNATURE = "# Made by deepstock quickstart.";

/** A new or empty folder, or one in which a quickstart was stopped before it was done, which begins anew. */
async function beginFolder(out: string, files: QuickstartFiles): Promise<void> {
  if (existsSync(files.orders))
    throw new InputError(out, "already holds orders", "Delete the folder, or name another one with --out.");
  const config = await readFile(files.config, "utf8").catch(() => "");
  const own = config.startsWith(SIGNATURE) ? Object.values(files).map((file) => basename(file)) : [];
  await refuseForeign(out, own);
  const { config: last, ...others } = files;
  for (const file of [...Object.values(others), last]) await rm(file, { recursive: true, force: true });
  await makeFolder(out);
}

/** The configuration that a user of such data would write. */
function configYaml({ panel }: SyntheticRetailer, seed: number): string {
  const day = (fromEnd: number) => formatDate(panel.periodStart[SIZE.periods - fromEnd]);
  return `${SIGNATURE}
data:
  sales: sales.csv
  columns: { item: item, location: location, date: date, units: units, inStock: in_stock }
  frequency: day
  attributes: products.csv
split: { validateFrom: ${day(VALIDATION_DAYS + TEST_DAYS)}, testFrom: ${day(TEST_DAYS)} }
problem:
  type: lost-sales
  leadTime: lead_time
  holdingCost: holding_cost
  shortageCost: shortage_cost
policy: { head: both, hidden: [32, 32] }
trainer: { type: differentiable-simulation, maxSteps: 600, validateEvery: 50, patience: 3 }
seed: ${seed}
`;
}
