import { numberChunks, type Database } from "./duckdb.js";
import type { FileData } from "./file-data.js";
import type { PeriodCalendar } from "./period-calendar.js";
import { piecesOfRows } from "./row-pieces.js";

/** Sales as they lie in a panel, and what was met on the way. */
export interface DenseSales {
  readonly units: Float32Array;
  readonly inStock: Uint8Array;
  readonly firstPeriod: Int32Array;
  readonly rows: number;
  readonly gaps: number;
  readonly returns: { readonly rows: number; readonly units: number; readonly clippedPeriods: number };
  readonly duplicates: number;
  /** The first row that repeats the series and the day of an earlier one. */
  readonly firstDuplicate?: { readonly series: number; readonly day: number };
}

/** What `scatterSales` needs to know. */
export interface ScatterOptions {
  readonly data: FileData;
  readonly calendar: PeriodCalendar;
  readonly seriesCount: number;
  /** Called now and then with the number of rows done. */
  readonly onRows: (rows: number) => void;
}

/**
 * Adds every row of `rows_dated` to its place among series × periods. The table `series_found` numbers
 * the series. One whole number per row says series and day, so that a row costs two or three reads.
 */
export async function scatterSales(database: Database, options: ScatterOptions): Promise<DenseSales> {
  const { data, calendar, seriesCount, onRows } = options;
  const hasFlag = data.columns.inStock !== undefined;
  const filling = emptyFilling(calendar, seriesCount, {
    clip: data.returns === "clip",
    fromSale: data.seriesStart === "sale",
  });
  let nextCall = 0;
  const isWide = hasWidePlaces(options);
  const query = placedRows(options, hasFlag);
  const pieces = await piecesOfRows(database, rowsPerPiece);
  const queries = pieces.map((piece) => `${query} WHERE ${piece}`);
  for await (const chunk of numberChunks(database.connection, queries)) {
    addRows(filling, {
      count: chunk.rowCount,
      places: isWide ? chunk.float64(0) : chunk.int32(0),
      amounts: chunk.float32(1),
      inStock: hasFlag ? chunk.boolean(2) : undefined,
    });
    if (filling.rows < nextCall) continue;
    onRows(filling.rows);
    nextCall = filling.rows + rowsPerCall;
  }
  const { units, state, firstPeriod, rows, duplicates, firstDuplicate, days } = filling;
  const absentInStock = (data.absentRows ?? (data.layout === "long" ? "zero" : "unknown")) === "zero";
  const settled = settle({ units, state, firstPeriod, absentInStock });
  const { clippedPeriods, gaps } = settled;
  const returns = { rows: filling.returnRows, units: filling.returnUnits, clippedPeriods };
  const dense = { units, inStock: state, firstPeriod, rows, gaps, returns, duplicates };
  if (firstDuplicate < 0) return dense;
  const day = calendar.firstDay + (firstDuplicate % days);
  return { ...dense, firstDuplicate: { series: Math.floor(firstDuplicate / days), day } };
}

/** A panel being filled; the counts go up with every row. */
interface Filling {
  readonly days: number;
  readonly periods: number;
  readonly periodOfDay: Int32Array;
  readonly units: Float32Array;
  readonly state: Uint8Array;
  readonly firstPeriod: Int32Array;
  /** One bit per series and day: whether it has a row. */
  readonly daySeen: Uint8Array;
  readonly clip: boolean;
  /** Whether a series starts with its first sale, not with its first row. */
  readonly fromSale: boolean;
  rows: number;
  duplicates: number;
  firstDuplicate: number;
  returnRows: number;
  returnUnits: number;
}

function emptyFilling(
  calendar: PeriodCalendar,
  seriesCount: number,
  kept: Pick<Filling, "clip" | "fromSale">,
): Filling {
  const { periodOfDay, periodStart } = calendar;
  const [days, periods] = [periodOfDay.length, periodStart.length];
  return {
    days,
    periods,
    periodOfDay,
    units: new Float32Array(seriesCount * periods),
    state: new Uint8Array(seriesCount * periods),
    firstPeriod: new Int32Array(seriesCount).fill(periods),
    daySeen: new Uint8Array(Math.ceil((seriesCount * days) / 8)),
    ...kept,
    rows: 0,
    duplicates: 0,
    firstDuplicate: -1,
    returnRows: 0,
    returnUnits: 0,
  };
}

interface PlacedRows {
  readonly count: number;
  /** Series times days, plus day. */
  readonly places: Int32Array | Float64Array;
  readonly amounts: Float32Array;
  /** 0 where a row says that it was out of stock. */
  readonly inStock: Uint8Array | undefined;
}

function addRows(filling: Filling, { count, places, amounts, inStock }: PlacedRows): void {
  const { days, periods, periodOfDay, units, state, firstPeriod, daySeen, clip, fromSale } = filling;
  for (let row = 0; row < count; row++) {
    const place = places[row];
    const amount = amounts[row];
    const offered = inStock === undefined || inStock[row] !== 0;
    const series = Math.floor(place / days);
    const period = periodOfDay[place - series * days];
    const cell = series * periods + period;
    const byte = Math.floor(place / 8);
    const bit = 1 << (place & 7);
    if ((daySeen[byte] & bit) !== 0) {
      if (filling.duplicates === 0) filling.firstDuplicate = place;
      filling.duplicates++;
    }
    daySeen[byte] |= bit;
    if (amount < 0) {
      filling.returnRows++;
      filling.returnUnits -= amount;
    }
    if (amount > 0 || !clip) units[cell] += amount;
    state[cell] |= offered ? seen : seen | missed;
    if (((offered && !fromSale) || amount > 0) && period < firstPeriod[series]) firstPeriod[series] = period;
  }
  filling.rows += count;
}

const rowsPerCall = 100_000;

/** Some ten megabytes of numbers: longer pieces take more memory, shorter ones more time. */
const rowsPerPiece = 1_000_000;

/** Marks of a period while rows come in: it has a row; one of its rows was out of stock. */
const seen = 1;
const missed = 2;

function placedRows(options: ScatterOptions, hasFlag: boolean): string {
  const { calendar } = options;
  const days = calendar.periodOfDay.length;
  const place = hasWidePlaces(options) ? "DOUBLE" : "INTEGER";
  return `SELECT begun.place + (rows_dated.day - (${calendar.firstDay})), rows_dated.units::FLOAT
    ${hasFlag ? ", coalesce(rows_dated.in_stock, true)" : ""}
    FROM rows_dated JOIN (SELECT item, location, (number * ${days}::BIGINT)::${place} AS place
    FROM series_found) AS begun USING (item, location)`;
}

/** A double holds every place exactly; a 32-bit number is faster where it suffices. */
function hasWidePlaces({ calendar, seriesCount }: ScatterOptions): boolean {
  return seriesCount * calendar.periodOfDay.length >= 2 ** 31;
}

/** Turns marks into in-stock flags (a period with a row out of stock is out of stock) and clips returns. */
function settle(parts: {
  readonly units: Float32Array;
  readonly state: Uint8Array;
  readonly firstPeriod: Int32Array;
  /** Whether a period without a row counts as in stock with no sales. */
  readonly absentInStock: boolean;
}): { gaps: number; clippedPeriods: number } {
  const { units, state, firstPeriod, absentInStock } = parts;
  const periods = firstPeriod.length === 0 ? 0 : units.length / firstPeriod.length;
  let [gaps, clippedPeriods] = [0, 0];
  for (let series = 0; series < firstPeriod.length; series++) {
    const start = series * periods;
    const first = start + firstPeriod[series];
    units.fill(0, start, first);
    state.fill(0, start, first);
    for (let cell = first; cell < start + periods; cell++) {
      if (state[cell] === 0) gaps++;
      state[cell] = state[cell] === seen || (state[cell] === 0 && absentInStock) ? 1 : 0;
      if (units[cell] >= 0) continue;
      units[cell] = 0;
      clippedPeriods++;
    }
  }
  return { gaps, clippedPeriods };
}
