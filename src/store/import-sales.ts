import { basename } from "node:path";
import { formatDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { inferStockOuts, type InferredStockOuts } from "../demand/inferred-stock-outs.js";
import { panel, type EpochDay, type Panel, type SeriesKey } from "../demand/panel.js";
import { readAttributes, type AttributesFound } from "./attributes-file.js";
import { chunks, withDatabase, type Database } from "./duckdb.js";
import { salesPlace, weekdayNumber, type FileData, type FolderData } from "./file-data.js";
import { withHolidays } from "./holidays-file.js";
import type { ImportReport } from "./import-report.js";
import { readPerPeriod } from "./per-period-file.js";
import { readFolder, type FolderRead } from "./preset-folder.js";
import { periodCalendar, weekday, type PeriodCalendar } from "./period-calendar.js";
import { readSalesDates, type SalesDates } from "./sales-dates.js";
import { faultyRows, linesWhere } from "./sales-faults.js";
import { salesGroups, type FileGroup } from "./sales-files.js";
import { readSalesRows } from "./sales-rows.js";
import { scatterSales, type DenseSales } from "./sales-scatter.js";

/** What an import is doing, and the share of that stage which is done (0 to 1), where it is known. */
export interface ImportProgress {
  readonly stage: "reading files" | "understanding dates" | "numbering series" | "filling the panel";
  readonly done?: number;
  /** Rows that have come in from a database, whose number nobody knows before. */
  readonly rows?: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
  /** Default: as many as the machine has. */
  readonly threads?: number;
}

/**
 * Reads sales history into a panel. Series are sorted by item, then location, byte by byte, so that the
 * same files always give the same panel. Rows of the same series and period are added up; a period with
 * a row out of stock is out of stock. A period without a row counts as in stock with no sales (in a wide
 * file, an empty cell is unknown and counts as out of stock). A series starts in the first period in
 * which a row says that it was in stock or sold.
 * @throws InputError naming file, line and column; Cancelled where the signal stopped it.
 */
export async function importSales(
  data: FileData | FolderData,
  options: ImportOptions = {},
): Promise<{ panel: Panel; report: ImportReport }> {
  const resume = "Nothing was written; run the import again.";
  const { signal, threads } = options;
  return withDatabase({ signal, threads, resume }, (database) => importInto(database, data, options));
}

async function importInto(
  database: Database,
  asked: FileData | FolderData,
  options: ImportOptions,
): Promise<{ panel: Panel; report: ImportReport }> {
  const tell = (progress: ImportProgress) => {
    options.signal?.throwIfAborted();
    options.onProgress?.(progress);
  };
  tell({ stage: "reading files" });
  const { data: read, notes: known } = "folder" in asked ? await readFolder(database, asked) : plainly(asked);
  const data = await withHolidays(database, read);
  const onIncoming = (count: number) => tell({ stage: "reading files", rows: count });
  const groups = await salesGroups(database, data, onIncoming);
  const wide = await readSalesRows(database, data, groups);
  tell({ stage: "understanding dates" });
  const dates = await readSalesDates(database, data, wide);
  const rejected = await faultyRows(database, data, { groups, dates });
  if (dates.days.length === 0) throw noRows(data, rejected.rows);
  const calendar = calendarOf(data, dates);
  tell({ stage: "numbering series" });
  const series = await numberSeries(database);
  refuseTooLarge(data, series.length * calendar.periodStart.length);
  const total = Math.max(1, dates.rowCount);
  const onRows = (done: number) => tell({ stage: "filling the panel", done: done / total });
  const dense = await scatterSales(database, { data, calendar, seriesCount: series.length, onRows });
  await refuseRows({ data, groups, dates, series, dense });
  const { attributes, missing } = await readAttributes(database, data, series);
  const open = data.closedDays === "skip" ? openDaysOnly(dense, calendar) : { ...dense, ...calendar };
  const { units, inStock, firstPeriod, periodStart } = open;
  const { frequency } = data;
  const places = { seriesCount: series.length, periodStart, lastDay: calendar.lastDay };
  const changing = await readPerPeriod(database, data, places);
  const stays = { frequency, periodStart, series, units, inStock, firstPeriod, attributes };
  const seen = panel({ ...stays, ...changing });
  const inferred = data.stockOuts === "inferred" ? inferStockOuts(seen) : { inStock, periods: 0 };
  const made = { ...seen, inStock: inferred.inStock };
  const facts = { dates, calendar, dense, missing, inferred, changing: made };
  const notes = [...known, ...notesOf(data, facts)];
  return { panel: made, report: reportOf(made, { dense, calendar, dates, rejected, notes }) };
}

function plainly(data: FileData): FolderRead {
  return { data, notes: [] };
}

function noRows(data: FileData, rejectedRows: number): InputError {
  const place = salesPlace(data);
  if (rejectedRows > 0)
    return new InputError(place, `all ${rejectedRows} rows were rejected`, "Correct the rows.");
  if (data.from === undefined && data.to === undefined)
    return new InputError(place, "has column names but no rows", "Give a file with sales.");
  const range = `${data.from ?? "the beginning"} to ${data.to ?? "the end"}`;
  return new InputError(place, `has no rows from ${range}`, "Change from and to.");
}

function calendarOf(data: FileData, dates: SalesDates): PeriodCalendar {
  const { days } = dates;
  const shared = days.every((day) => weekday(day) === weekday(days[0])) ? weekday(days[0]) : 0;
  const weekStart = data.weekStart === undefined ? shared : weekdayNumber(data.weekStart);
  return periodCalendar(data.frequency, { from: days[0], to: days[days.length - 1], weekStart });
}

async function numberSeries({ connection }: Database): Promise<SeriesKey[]> {
  await connection.run(`CREATE TEMP TABLE series_found AS
    SELECT item, location, 
      (row_number() OVER (ORDER BY CAST(item AS VARCHAR), location) - 1)::INTEGER AS number
    FROM (SELECT DISTINCT item, location FROM rows_dated)`);
  const series: SeriesKey[] = [];
  const query = "SELECT CAST(item AS VARCHAR), location FROM series_found ORDER BY number";
  for await (const chunk of chunks(connection, query))
    for (const [item, location] of chunk.getRows())
      series.push({ item: String(item), location: String(location) });
  return series;
}

function refuseTooLarge(data: FileData, cells: number): void {
  if (cells <= 2 ** 32) return;
  const found = `would give ${cells.toExponential(1)} series-periods, more than one panel holds`;
  throw new InputError(salesPlace(data), found, "Set from and to, or a coarser frequency.");
}

/** Refuses duplicates and returns where the user asked for that. */
async function refuseRows(found: {
  readonly data: FileData;
  readonly groups: readonly FileGroup[];
  readonly dates: SalesDates;
  readonly series: readonly SeriesKey[];
  readonly dense: DenseSales;
}): Promise<void> {
  const { data, groups, dates, series, dense } = found;
  const { item, location, date, units } = data.columns;
  if (data.returns === "refuse" && dense.returns.rows > 0) {
    const negative = (cell: (column: string) => string) => Number(cell(units ?? "").replace(",", ".")) < 0;
    const place = (await linesWhere(groups, negative)) || salesPlace(data);
    const message = `negative units (${dense.returns.rows} rows in all)`;
    throw new InputError(place, message, "Remove them, or set returns to net or clip.");
  }
  if (data.duplicates === "sum" || !dense.firstDuplicate) return;
  const { series: number, day } = dense.firstDuplicate;
  const key = series[number];
  const isComputed = (column: string) => groups[0].computedFrom?.has(column) === true;
  const same = (cell: (column: string) => string) =>
    (isComputed(item) || cell(item) === key.item) &&
    (location === undefined || cell(location) === key.location) &&
    (data.layout === "wide" || date === undefined || dates.read(cell(date)) === day);
  const place = (await linesWhere(groups, same)) || salesPlace(data);
  const where = key.location === "" ? "" : ` at ${key.location}`;
  const which = `${key.item}${where} on ${formatDate(day)}`;
  const message = `more than one row for ${which} (${dense.duplicates} rows too many)`;
  throw new InputError(place, message, "Keep one row each, or set duplicates: sum.");
}

type OpenDays = Pick<Panel, "units" | "inStock" | "firstPeriod" | "periodStart">;

function openDaysOnly(dense: DenseSales, calendar: PeriodCalendar): OpenDays {
  const periods = calendar.periodStart.length;
  const seriesCount = dense.firstPeriod.length;
  const sold = new Uint8Array(periods);
  for (let cell = 0; cell < dense.units.length; cell++) if (dense.units[cell] > 0) sold[cell % periods] = 1;
  const open = Int32Array.from([...sold.keys()].filter((period) => sold[period] === 1));
  const units = new Float32Array(seriesCount * open.length);
  const inStock = new Uint8Array(seriesCount * open.length);
  for (let series = 0; series < seriesCount; series++)
    for (let i = 0; i < open.length; i++) {
      units[series * open.length + i] = dense.units[series * periods + open[i]];
      inStock[series * open.length + i] = dense.inStock[series * periods + open[i]];
    }
  const openBefore = new Int32Array(periods + 1);
  for (let period = 0; period < periods; period++) openBefore[period + 1] = openBefore[period] + sold[period];
  const firstPeriod = dense.firstPeriod.map((period) => openBefore[period]);
  return { units, inStock, firstPeriod, periodStart: open.map((period) => calendar.periodStart[period]) };
}

function notesOf(
  data: FileData,
  found: {
    readonly dates: SalesDates;
    readonly calendar: PeriodCalendar;
    readonly dense: DenseSales;
    readonly missing: AttributesFound["missing"];
    readonly inferred: Pick<InferredStockOuts, "periods">;
    readonly changing: Panel;
  },
): string[] {
  const { dates, calendar, dense, missing, inferred, changing } = found;
  const notes: string[] = [];
  const last = dates.days[dates.days.length - 1];
  const rolledUp = dates.days.some((day) => !calendar.periodStart.includes(day));
  if (rolledUp && dates.days[0] > calendar.firstDay)
    notes.push(`The first ${data.frequency} is cut: its data starts on ${formatDate(dates.days[0])}.`);
  if (rolledUp && last < calendar.lastDay)
    notes.push(`The last ${data.frequency} is cut: its data ends on ${formatDate(last)}.`);
  const empty = emptyPeriods(calendar, dates.days);
  if (empty.length > 0 && data.closedDays === "keep") {
    const taken = data.absentRows === "unknown" || data.layout === "wide" ? "unknown" : "without sales";
    const which = empty.length === 1 ? `1 ${data.frequency} has` : `${empty.length} ${data.frequency}s have`;
    const since = empty.length === 1 ? formatDate(empty[0]) : `the first one ${formatDate(empty[0])}`;
    notes.push(`${which} no row at all, ${since}: taken as ${taken}.`);
  }
  if (dense.returns.clippedPeriods > 0)
    notes.push(`${dense.returns.clippedPeriods} periods had more returns than sales and count as 0.`);
  if (dates.zoned !== undefined)
    notes.push(
      "Times name a zone, and count on the day as written: set timeZone to count by the shops' days.",
    );
  if (inferred.periods > 0)
    notes.push(
      `${inferred.periods} periods without a sale are taken to be out of stock: so long a run is no chance.`,
    );
  for (const { path, series } of missing) {
    const which = missing.length === 1 ? "" : ` ${basename(path)}`;
    if (series > 0) notes.push(`${series} series have no row in the attributes file${which}.`);
  }
  for (const [name, values] of changing.perPeriod ?? []) {
    const unknown = seriesWithout(values, changing);
    const which = `${unknown} of ${changing.series.length} series`;
    if (unknown > 0) notes.push(`${which} have no ${name} in any period.`);
  }
  return notes;
}

/** The starts of periods of which no row is there. */
function emptyPeriods({ firstDay, periodStart, periodOfDay }: PeriodCalendar, days: readonly EpochDay[]) {
  const filled = new Set(days.map((day) => periodOfDay[day - firstDay]));
  return [...periodStart].filter((_, period) => !filled.has(period));
}

/** How many series have no number in any period. */
function seriesWithout(values: Float32Array, { series, periodStart: { length } }: Panel): number {
  const isWithout = (s: number) => values.subarray(s * length, (s + 1) * length).every(Number.isNaN);
  return series.filter((_, s) => isWithout(s)).length;
}

function reportOf(
  made: Panel,
  found: {
    readonly dense: DenseSales;
    readonly calendar: PeriodCalendar;
    readonly dates: SalesDates;
    readonly rejected: ImportReport["rejected"];
    readonly notes: readonly string[];
  },
): ImportReport {
  const { dense, calendar, dates, rejected, notes } = found;
  const periods = made.periodStart.length;
  const closedDays = calendar.periodStart.length - periods;
  let [offered, outOfStock, unitsSold, late, never] = [0, 0, 0, 0, 0];
  made.firstPeriod.forEach((first, series) => {
    if (first > 0 && first < periods) late++;
    if (first === periods) never++;
    for (let cell = series * periods + first; cell < (series + 1) * periods; cell++) {
      offered++;
      outOfStock += 1 - made.inStock[cell];
      unitsSold += made.units[cell];
    }
  });
  return {
    frequency: made.frequency,
    series: made.series.length,
    periods,
    firstDate: formatDate(dates.days[0]),
    lastDate: formatDate(dates.days[dates.days.length - 1]),
    rowsRead: dense.rows,
    unitsSold,
    gapsFilled: dense.gaps,
    duplicates: dense.duplicates,
    returns: dense.returns,
    rejected,
    seriesStartingLate: late,
    seriesNeverOnOffer: never,
    closedDays,
    outOfStockShare: offered === 0 ? 0 : outOfStock / offered,
    notes,
  };
}
