import { chunks, type Database } from "./duckdb.js";
import type { FileData } from "./file-data.js";
import type { PeriodCalendar } from "./period-calendar.js";

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
  const { data, calendar, seriesCount } = options;
  const { periodOfDay, periodStart, firstDay } = calendar;
  const [days, periods] = [periodOfDay.length, periodStart.length];
  const units = new Float32Array(seriesCount * periods);
  const state = new Uint8Array(seriesCount * periods);
  const firstPeriod = new Int32Array(seriesCount).fill(periods);
  const daySeen = new Uint8Array(Math.ceil((seriesCount * days) / 8));
  const hasFlag = data.columns.inStock !== undefined;
  const clip = data.returns === "clip";
  let [rows, duplicates, returnRows, returnUnits, firstDuplicate, nextCall] = [0, 0, 0, 0, -1, 0];
  for await (const chunk of chunks(database.connection, placedRows(options, hasFlag))) {
    const [places, amounts] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    const flags = hasFlag ? chunk.getColumnVector(2) : undefined;
    for (let row = 0; row < chunk.rowCount; row++) {
      const place = places.getItem(row) as number;
      const amount = amounts.getItem(row) as number;
      const offered = flags === undefined || flags.getItem(row) !== false;
      const series = Math.floor(place / days);
      const period = periodOfDay[place - series * days];
      const cell = series * periods + period;
      const bit = 1 << (place & 7);
      const byte = Math.floor(place / 8);
      if ((daySeen[byte] & bit) !== 0) {
        duplicates++;
        if (firstDuplicate < 0) firstDuplicate = place;
      } else daySeen[byte] |= bit;
      if (amount < 0) {
        returnRows++;
        returnUnits -= amount;
      }
      if (amount > 0 || !clip) units[cell] += amount;
      state[cell] |= offered ? seen : seen | missed;
      if ((offered || amount > 0) && period < firstPeriod[series]) firstPeriod[series] = period;
    }
    rows += chunk.rowCount;
    if (rows >= nextCall) {
      options.onRows(rows);
      nextCall = rows + rowsPerCall;
    }
  }
  const settled = settle({ units, state, firstPeriod, absentInStock: data.layout === "long" });
  const duplicate = { series: Math.floor(firstDuplicate / days), day: firstDay + (firstDuplicate % days) };
  const returns = { rows: returnRows, units: returnUnits, clippedPeriods: settled.clippedPeriods };
  const dense = { units, inStock: state, firstPeriod, rows, gaps: settled.gaps, returns, duplicates };
  return firstDuplicate < 0 ? dense : { ...dense, firstDuplicate: duplicate };
}

const rowsPerCall = 100_000;

/** Marks of a period while rows come in: it has a row; one of its rows was out of stock. */
const seen = 1;
const missed = 2;

function placedRows({ calendar, seriesCount }: ScatterOptions, hasFlag: boolean): string {
  const days = calendar.periodOfDay.length;
  // A double holds every place exactly; a 32-bit number is a third faster where it suffices.
  const place = seriesCount * days < 2 ** 31 ? "INTEGER" : "DOUBLE";
  const day = `(rows_dated.day - (${calendar.firstDay}))`;
  return `SELECT (series_found.number * ${days}::BIGINT + ${day})::${place},
    rows_dated.units::FLOAT ${hasFlag ? ", rows_dated.in_stock" : ""}
    FROM rows_dated JOIN series_found USING (item, location)`;
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
