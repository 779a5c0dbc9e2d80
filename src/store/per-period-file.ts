import { InputError } from "../base/errors.js";
import { firstPeriodFrom } from "../demand/calendar.js";
import type { EpochDay } from "../demand/panel.js";
import { findDateFormat, parseDateIn, readingsOf } from "./date-format.js";
import { chunks, identifier, literal, rows, type Database } from "./duckdb.js";
import type { FileData } from "./file-data.js";
import { type FileGroup, salesFileGroups } from "./sales-files.js";

export interface PerPeriodPlaces {
  readonly seriesCount: number;
  readonly periodStart: Int32Array;
  /** The last day of the last period. */
  readonly lastDay: EpochDay;
}

/**
 * Reads numbers that change over time, like prices, to `[series × periods]`: the mean of a period's rows;
 * where a period has none the one before it counts, and before the first known one that first one. The
 * table `series_found` numbers the series. A column that does not hold numbers only is left out.
 * @throws InputError where no column is left, or where dates cannot be read.
 */
export async function readPerPeriod(
  database: Database,
  data: FileData,
  places: PerPeriodPlaces,
): Promise<ReadonlyMap<string, Float32Array>> {
  if (data.perPeriod === undefined) return new Map();
  const { item, date = "" } = data.columns;
  const path = data.perPeriod;
  const [group] = await salesFileGroups(database, { ...data, sales: path, columns: { item, date } });
  const columns = await numberColumns(database, data, group);
  if (columns.length === 0) {
    const found = `has no column of numbers beside ${Object.values(data.columns).join(", ")}`;
    throw new InputError(`${path} line 1`, found, "Add one, like price.");
  }
  const dayOf = await dayReader(database, group, { path, date, data });
  const sums = columns.map(() => meanTable(places));
  for await (const chunk of chunks(database.connection, placedRows(data, group, columns)))
    for (const [series, when, ...values] of chunk.getRows()) {
      const day = dayOf(String(when));
      if (day === undefined || day > places.lastDay) continue;
      const period = firstPeriodFrom(places.periodStart, day + 1) - 1;
      if (period < 0) continue;
      values.forEach((value, i) => typeof value === "number" && sums[i].add(Number(series), period, value));
    }
  return new Map(columns.map((name, i) => [name, sums[i].means()]));
}

/** Columns beside those of the sales in which every filled cell is a number. */
async function numberColumns({ connection }: Database, data: FileData, group: FileGroup): Promise<string[]> {
  const used = new Set<string | undefined>([...Object.values(data.columns), "location"]);
  const others = group.names.filter((name) => !used.has(name));
  if (others.length === 0) return [];
  const bad = others.map(
    (name, i) => `count(*) FILTER (WHERE ${number(name, data)} IS NULL AND ${text(name)} <> '') AS bad${i},
      count(${number(name, data)}) AS good${i}`,
  );
  const [counts] = await rows(connection, `SELECT ${bad.join(", ")} FROM ${group.table}`);
  return others.filter((_, i) => counts[`bad${i}`] === 0 && Number(counts[`good${i}`]) > 0);
}

function text(name: string): string {
  return `trim(CAST(${identifier(name)} AS VARCHAR))`;
}

function number(name: string, { decimal }: FileData): string {
  const plain = decimal === "." ? text(name) : `replace(${text(name)}, ',', '.')`;
  return `TRY_CAST(${plain} AS DOUBLE)`;
}

/** Series number, date as a text, and the numbers, one row each. */
function placedRows(data: FileData, group: FileGroup, columns: readonly string[]): string {
  const { item, location, date = "" } = data.columns;
  const place = location ?? "location";
  const byPlace = group.names.includes(place);
  const same = byPlace ? `AND coalesce(${text(place)}, '') = s.location` : "";
  const numbers = columns.map((name) => number(name, data)).join(", ");
  return `SELECT s.number, CAST(${identifier(date)} AS VARCHAR), ${numbers}
    FROM ${group.table} AS f JOIN series_found AS s
    ON ${text(item).replace(identifier(item), `f.${identifier(item)}`)} = CAST(s.item AS VARCHAR)
    ${same.replace(identifier(place), `f.${identifier(place)}`)}`;
}

async function dayReader(
  { connection }: Database,
  group: FileGroup,
  { path, date, data }: { path: string; date: string; data: FileData },
): Promise<(text: string) => EpochDay | undefined> {
  const query = `SELECT CAST(${identifier(date)} AS VARCHAR) AS date, count(*) AS n FROM ${group.table}
    WHERE ${text(date)} <> ${literal("")} GROUP BY 1`;
  const texts = new Map((await rows(connection, query)).map((row) => [String(row.date), Number(row.n)]));
  const found = findDateFormat(texts);
  const place = `${path}, column "${date}"`;
  if (data.dateFormat === undefined && found.kind === "ambiguous")
    throw new InputError(
      place,
      `every date can be read in two ways, like "${found.example}"`,
      `Set dateFormat to ${readingsOf(found.example, found.formats)}.`,
    );
  const format = data.dateFormat ?? (found.kind === "one" ? found.format : undefined);
  const isRead = (one: string) => format !== undefined && parseDateIn(format, one) !== undefined;
  const unread = [...texts.keys()].find((one) => !isRead(one));
  if (format === undefined || unread !== undefined)
    throw new InputError(place, `holds "${unread}", which is no date`, "Correct it, or set dateFormat.");
  const days = new Map([...texts.keys()].map((one) => [one, parseDateIn(format, one)]));
  return (one) => days.get(one);
}

function meanTable({ seriesCount, periodStart }: PerPeriodPlaces) {
  const periods = periodStart.length;
  const means = new Float32Array(seriesCount * periods);
  const counts = new Uint16Array(means.length);
  return {
    add(series: number, period: number, value: number): void {
      const cell = series * periods + period;
      counts[cell]++;
      means[cell] += (value - means[cell]) / counts[cell];
    },
    means(): Float32Array {
      for (let series = 0; series < seriesCount; series++) {
        const row = series * periods;
        const known = counts.subarray(row, row + periods).findIndex((count) => count > 0);
        let last = known < 0 ? NaN : means[row + known];
        for (let cell = row; cell < row + periods; cell++) {
          if (counts[cell] > 0) last = means[cell];
          means[cell] = last;
        }
      }
      return means;
    },
  };
}
