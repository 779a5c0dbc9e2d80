import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { formatDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
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
import { writeWhole, writingRefused } from "../store/whole-files.js";
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

const SIZE = { items: 100, locations: 5, periods: 730 };
/** Days kept for validation and for the test, at the end of the history. */
const [VALIDATION_DAYS, TEST_DAYS] = [91, 91];

/** Makes a retailer, then goes the whole way from its sales to orders, as its owner would. */
export async function runQuickstart(
  { out = "quickstart", seed = 7 }: QuickstartJob,
  context: JobContext,
): Promise<QuickStarted> {
  await makeFolder(out);
  const file = (name: string) => join(out, name);
  const task = context.progress.start("Inventing a retailer");
  const retailer = syntheticRetailer({ ...SIZE, stream: randomStream(seed).child("retailer") });
  const files = {
    sales: file("sales.csv"),
    products: file("products.csv"),
    stock: file("stock.csv"),
    "on order": file("on-order.csv"),
    config: file("config.yaml"),
    orders: file("orders.csv"),
    report: file("report.html"),
  };
  await writeWhole(files.sales, salesCsv(retailer));
  await writeWhole(files.products, productsCsv(retailer));
  await writeWhole(files.stock, stockCsv(retailer));
  await writeWhole(files["on order"], onOrderCsv(retailer));
  await writeWhole(files.config, configYaml(retailer, seed));
  task.finish(`${retailer.panel.series.length} series, ${SIZE.periods} days`);

  const [data, run] = [file("data"), file("run")];
  await runImport({ config: files.config, out: data }, context);
  await runTrain({ config: files.config, data, out: run }, context);
  const backtest = await runBacktest({ run, reportFile: files.report }, context);
  const asOf = formatDate(retailer.panel.periodStart[SIZE.periods - 1]);
  const { stock, orders } = files;
  await runRecommend({ run, stock, onOrder: files["on order"], asOf, out: orders }, context);
  return { backtest, files: { ...files, run } };
}

async function makeFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw writingRefused(out, error);
  }
  if ((await readdir(out)).length > 0)
    throw new InputError(out, "is not empty", "Delete it, or name another folder with --out.");
}

/** The configuration that a user of such data would write. */
function configYaml({ panel }: SyntheticRetailer, seed: number): string {
  const day = (fromEnd: number) => formatDate(panel.periodStart[SIZE.periods - fromEnd]);
  return `data:
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
