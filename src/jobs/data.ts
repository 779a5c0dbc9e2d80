import { formatDate } from "../base/dates.js";
import { randomStream } from "../base/random.js";
import { sum } from "../base/sums.js";
import { parseDistribution } from "../demand/distributions.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { generatePanel } from "../demand/stationary.js";
import { type SyntheticRetailer, syntheticRetailer } from "../demand/synthetic-retailer/index.js";
import type { KnownDemand } from "../policies/hindsight/omniscient.js";
import {
  type Config,
  type RetailerData,
  type StationaryData,
  isGenerated,
  isRetailer,
} from "../store/config-file.js";
import type { ImportReport } from "../store/import-report.js";
import { importSales } from "../store/import-sales.js";
import { readPanel } from "../store/panel-folder.js";
import type { JobContext } from "./context.js";

export interface Data {
  readonly panel: Panel;
  readonly report: ImportReport;
}

/** The data of a configuration: an imported panel where a folder is named, else read or drawn anew. */
export async function loadData(
  config: Config,
  folder: string | undefined,
  context: JobContext,
): Promise<Data> {
  if (folder !== undefined) return readPanel(folder);
  const { data, seed } = config;
  if (!isGenerated(data)) return importWithProgress(data, context);
  const panel = isRetailer(data) ? shownBy(retailerOf(data, seed), data) : stationaryPanel(data, seed);
  return { panel, report: generatedReport(panel) };
}

/** What is known of the demand of a configuration that draws it; undefined where demand was read. */
export function knownDemand({ data, seed }: Config): KnownDemand | undefined {
  if (!isGenerated(data)) return undefined;
  if (isRetailer(data)) {
    const { expectedDemand, demandVariance } = retailerOf(data, seed);
    const row = (cells: Float32Array, series: number) =>
      cells.subarray(series * data.periods, (series + 1) * data.periods);
    return { means: (s) => row(expectedDemand, s), variances: (s) => row(demandVariance, s) };
  }
  const { mean, deviation } = parseDistribution(data.generate);
  const means = new Float32Array(data.periods).fill(mean);
  const variances = new Float32Array(data.periods).fill(deviation ** 2);
  return { means: () => means, variances: () => variances };
}

function stationaryPanel({ generate, series, periods }: StationaryData, seed: number): Panel {
  const distribution = parseDistribution(generate);
  return generatePanel({ distribution, series, periods, stream: randomStream(seed).child("demand") });
}

function retailerOf(data: RetailerData, seed: number): SyntheticRetailer {
  const { items, locations, periods, generate: _, shows: _shows, ...effects } = data;
  const stream = randomStream(seed).child("retailer");
  return syntheticRetailer({ items, locations, periods, effects, stream });
}

/** Demand itself, in stock from the first day on offer; or what the retailer sold of it. */
function shownBy({ panel, trueDemand }: SyntheticRetailer, { shows, periods }: RetailerData): Panel {
  if (shows === "sales") return panel;
  const inStock = Uint8Array.from(trueDemand, (_, cell) =>
    Number(cell % periods >= panel.firstPeriod[Math.floor(cell / periods)]),
  );
  return { ...panel, units: trueDemand, inStock };
}

async function importWithProgress(data: Parameters<typeof importSales>[0], context: JobContext) {
  const { progress, signal, threads } = context;
  const task = progress.start("Reading sales", 1);
  const imported = await importSales(data, {
    signal,
    threads,
    onProgress: ({ stage, done, rows }) => task.advance(done ?? 0, rows ? `${stage}, ${rows} rows` : stage),
  });
  task.finish(`${imported.report.series} series, ${imported.report.periods} periods`);
  return imported;
}

function generatedReport(panel: Panel): ImportReport {
  const periods = periodCount(panel);
  return {
    frequency: panel.frequency,
    series: panel.series.length,
    periods,
    firstDate: formatDate(panel.periodStart[0]),
    lastDate: formatDate(panel.periodStart[periods - 1]),
    rowsRead: 0,
    unitsSold: sum(panel.units),
    gapsFilled: 0,
    duplicates: 0,
    returns: { rows: 0, units: 0, clippedPeriods: 0 },
    rejected: { rows: 0, examples: [] },
    seriesStartingLate: 0,
    seriesNeverOnOffer: 0,
    closedDays: 0,
    outOfStockShare: 0,
    notes: ["Generated demand."],
  };
}
