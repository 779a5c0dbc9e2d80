import { formatDate } from "../base/dates.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { generatePanel } from "../demand/stationary.js";
import { type Config, isGenerated } from "../store/config-file.js";
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
  const { series, periods } = data;
  const distribution = parseDistribution(data.generate);
  const panel = generatePanel({ distribution, series, periods, stream: randomStream(seed).child("demand") });
  return { panel, report: generatedReport(panel) };
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
    unitsSold: panel.units.reduce((sum, units) => sum + units, 0),
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
