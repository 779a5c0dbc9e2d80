import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { firstPeriodFrom, laterPeriodStarts, nextPeriodStart } from "../demand/calendar.js";
import type { EpochDay, Frequency, Panel } from "../demand/panel.js";
import { dateReader } from "./date-column.js";
import { chunks, identifier, rows, type Database } from "./duckdb.js";
import { seriesKeys } from "./attributes-file.js";
import { listOf, type FileData, type ReadData } from "./file-data.js";
import { numberWayOut } from "./quantity-cell.js";
import { linesWhere } from "./sales-faults.js";
import { type FileGroup, fileGroups } from "./sales-files.js";
import { unitsText } from "./sales-rows.js";

export interface PerPeriodPlaces {
  readonly seriesCount: number;
  readonly periodStart: Int32Array;
  /** The last day of the last period. */
  readonly lastDay: EpochDay;
}

interface FurtherPlaces extends PerPeriodPlaces {
  /** Periods whose sales are known; those after them may only be planned. */
  readonly soldPeriods: number;
}

/**
 * Reads numbers that change over time, like prices, to `[series × periods]`: the mean of a period's rows;
 * where a period has none the one before it counts, and before the first one nothing is known. A file says
 * the series by item, by location, by both, or speaks of all of them. The table `series_found` numbers
 * the series. A column of texts is left out.
 * @throws InputError where no column is left, where dates or a cell among numbers cannot be read, or a
 * column stands in two files.
 */
export async function readPerPeriod(
  database: Database,
  data: ReadData,
  places: PerPeriodPlaces,
): Promise<Required<Pick<Panel, "perPeriod" | "planned">>> {
  const found = new Map<string, Float32Array>();
  const further = withLaterPeriods(data.frequency, places);
  for (const path of listOf(data.perPeriod))
    for (const [name, values] of await readFile(database, data, { path, places: further })) {
      if (found.has(name))
        throw new InputError(`${path} line 1`, `repeats the column "${name}" of another file`, "Rename one.");
      found.set(name, values);
    }
  const { plans = [] } = data;
  const unknown = plans.find((name) => !found.has(name));
  if (unknown !== undefined)
    throw new InputError(
      "data.plans",
      `there is no column "${unknown}" per period`,
      suggestion(unknown, [...found.keys()]),
    );
  const periods = { from: 0, to: places.periodStart.length, of: further.periodStart.length };
  const parts = (names: readonly string[], range: PartOfPeriods) =>
    new Map(names.map((name) => [name, partOf(found.get(name)!, range)]));
  return {
    perPeriod: parts([...found.keys()], periods),
    planned: parts(plans, { ...periods, from: periods.to, to: periods.of }),
  };
}

/** Periods after the last sales of which plans are kept: a quarter. */
const LATER_PERIODS: Readonly<Record<Frequency, number>> = { day: 91, week: 13, month: 3 };

function withLaterPeriods(frequency: Frequency, places: PerPeriodPlaces): FurtherPlaces {
  const calendar = { frequency, periodStart: places.periodStart };
  const starts = laterPeriodStarts(calendar, LATER_PERIODS[frequency]);
  const periodStart = Int32Array.from([...places.periodStart, ...starts]);
  const soldPeriods = places.periodStart.length;
  return { ...places, soldPeriods, periodStart, lastDay: nextPeriodStart({ frequency, periodStart }) - 1 };
}

interface PartOfPeriods {
  readonly from: number;
  readonly to: number;
  /** All periods of a series. */
  readonly of: number;
}

function partOf(values: Float32Array, { from, to, of }: PartOfPeriods): Float32Array {
  const count = to - from;
  const part = new Float32Array((values.length / of) * count);
  for (let series = 0; series * of < values.length; series++)
    part.set(values.subarray(series * of + from, series * of + to), series * count);
  return part;
}

/** A file with the columns that say of what its rows speak. */
interface KeyedFile {
  readonly group: FileGroup;
  readonly keys: ReturnType<typeof seriesKeys>;
  readonly date: string;
}

async function readFile(
  database: Database,
  data: ReadData,
  { path, places }: { path: string; places: FurtherPlaces },
): Promise<[string, Float32Array][]> {
  const date = data.columns.date ?? "date";
  const [group] = await fileGroups(database, { ...data, sales: path }, [{ name: date, key: "columns.date" }]);
  const file = { group, keys: seriesKeys(group.names, data.columns), date };
  const columns = await numberColumns(database, data, file);
  if (columns.length === 0) {
    const found = `has no column of numbers beside ${Object.values(data.columns).join(", ")}`;
    throw new InputError(`${path} line 1`, found, "Add one, like price.");
  }
  if (file.keys.item === undefined) await refuseRepeated(database, file, path);
  const dayOf = await dayReader(database, file, { path, data });
  const sums = columns.map(() => meanTable(places));
  for await (const chunk of chunks(database.connection, placedRows(data, file, columns)))
    for (const [series, when, ...values] of chunk.getRows()) {
      const day = dayOf(String(when));
      if (day === undefined || day > places.lastDay) continue;
      const period = firstPeriodFrom(places.periodStart, day + 1) - 1;
      if (period < 0) continue;
      values.forEach((value, i) => typeof value === "number" && sums[i].add(Number(series), period, value));
    }
  const speakerOf = await speakers(database, file, places.seriesCount);
  const absent = data.zeroElsewhere?.includes(path) ? "zero" : "last";
  return columns.map((name, i) => [name, sums[i].means(speakerOf, absent)]);
}

/** Columns of numbers beside those of the sales. */
async function numberColumns(
  { connection }: Database,
  data: FileData,
  { group, keys, date }: KeyedFile,
): Promise<string[]> {
  const used = new Set<string | undefined>([...Object.values(data.columns), ...Object.values(keys), date]);
  const others = group.names.filter((name) => !used.has(name));
  if (others.length === 0) return [];
  const value = (name: string) => number(name, data, group);
  const bad = others.map(
    (name, i) => `count(*) FILTER (WHERE ${value(name)} IS NULL AND ${text(name)} <> '') AS bad${i},
      count(${value(name)}) AS good${i}`,
  );
  const [counts] = await rows(connection, `SELECT ${bad.join(", ")} FROM ${group.table}`);
  const of = (kind: string, i: number) => Number(counts[`${kind}${i}`]);
  for (const [i, name] of others.entries())
    if (of("bad", i) > 0 && of("bad", i) < of("good", i)) await refuseText(connection, { data, group, name });
  return others.filter((_, i) => of("bad", i) === 0 && of("good", i) > 0);
}

/** Among more numbers than texts, a text is an error. @throws InputError with its line. */
async function refuseText(
  connection: Database["connection"],
  { data, group, name }: { data: FileData; group: FileGroup; name: string },
): Promise<void> {
  const query = `SELECT ${text(name)} AS bad FROM ${group.table}
    WHERE (${number(name, data, group)}) IS NULL AND ${text(name)} <> '' LIMIT 1`;
  const bad = String((await rows(connection, query))[0].bad);
  const place = (await linesWhere([group], (cell) => cell(name) === bad)) || group.paths[0];
  const found = `found ${JSON.stringify(bad)} among numbers`;
  throw new InputError(`${place}, column "${name}"`, found, `${numberWayOut(bad)}.`);
}

/** A file without items has one row for each date; more would be numbers of items that it does not name. */
async function refuseRepeated({ connection }: Database, file: KeyedFile, path: string): Promise<void> {
  const { group, keys, date } = file;
  const key = [date, ...(keys.location === undefined ? [] : [keys.location])].map(text).join(", ");
  const query = `SELECT ${text(date)} AS date, count(*) AS n FROM ${group.table}
    GROUP BY ${key} HAVING count(*) > 1 ORDER BY 1 LIMIT 1`;
  const [repeated] = await rows(connection, query);
  if (repeated === undefined) return;
  const found = `has no column of items, and ${String(repeated.n)} rows for ${String(repeated.date)}`;
  const wayOut = "Name the items in a column item, or keep one row for each date (and location).";
  throw new InputError(path, found, wayOut);
}

function text(name: string): string {
  return `trim(CAST(${identifier(name)} AS VARCHAR))`;
}

function number(name: string, data: FileData, { types }: FileGroup): string {
  const isText = types.get(name) === "VARCHAR";
  return isText ? unitsText(text(name), data) : `TRY_CAST(${identifier(name)} AS DOUBLE)`;
}

/** The series that a file speaks of together, each group by its first one. */
function speakersTable({ keys }: KeyedFile): string {
  const by = [keys.item && "CAST(item AS VARCHAR)", keys.location && "location"].filter(Boolean);
  const partition = by.length === 0 ? "" : `PARTITION BY ${by.join(", ")}`;
  return `(SELECT *, min(number) OVER (${partition}) AS speaker FROM series_found)`;
}

/** Of each series, the one whose row of the table holds its numbers. */
async function speakers(
  { connection }: Database,
  file: KeyedFile,
  seriesCount: number,
): Promise<Int32Array> {
  const speakerOf = new Int32Array(seriesCount);
  const query = `SELECT number, speaker FROM ${speakersTable(file)}`;
  for await (const chunk of chunks(connection, query))
    for (const [series, speaker] of chunk.getRows()) speakerOf[Number(series)] = Number(speaker);
  return speakerOf;
}

/** Series number, date as a text, and the numbers, one row each. */
function placedRows(data: FileData, file: KeyedFile, columns: readonly string[]): string {
  const { group, keys, date } = file;
  const ofFile = (name: string) => text(name).replace(identifier(name), `f.${identifier(name)}`);
  const same = [
    "s.number = s.speaker",
    ...(keys.item === undefined ? [] : [`${ofFile(keys.item)} = CAST(s.item AS VARCHAR)`]),
    ...(keys.location === undefined ? [] : [`coalesce(${ofFile(keys.location)}, '') = s.location`]),
  ];
  const numbers = columns.map((name) => number(name, data, group)).join(", ");
  return `SELECT s.number, CAST(${identifier(date)} AS VARCHAR), ${numbers}
    FROM ${group.table} AS f JOIN ${speakersTable(file)} AS s ON ${same.join(" AND ")}`;
}

async function dayReader(
  { connection }: Database,
  { group, date }: KeyedFile,
  { path, data }: { path: string; data: ReadData },
): Promise<(text: string) => EpochDay | undefined> {
  const query = `SELECT CAST(${identifier(date)} AS VARCHAR) AS date, count(*) AS n FROM ${group.table}
    WHERE ${identifier(date)} IS NOT NULL GROUP BY 1 ORDER BY 1`;
  const texts = new Map((await rows(connection, query)).map((row) => [String(row.date), Number(row.n)]));
  return dateReader({ groups: data.madeFrom?.get(path) ?? [group], column: date, texts }, data);
}

function meanTable({ seriesCount, periodStart, soldPeriods }: FurtherPlaces) {
  const periods = periodStart.length;
  let knownPeriods = soldPeriods;
  const means = new Float32Array(seriesCount * periods);
  const counts = new Uint16Array(means.length);
  return {
    add(series: number, period: number, value: number): void {
      const cell = series * periods + period;
      counts[cell]++;
      if (period >= knownPeriods) knownPeriods = period + 1;
      means[cell] += (value - means[cell]) / counts[cell];
    },
    /** Series without rows of their own have those of their speaker, which has a lower number. */
    means(speakerOf: Int32Array, absent: "zero" | "last"): Float32Array {
      for (let series = 0; series < seriesCount; series++) {
        const row = series * periods;
        if (speakerOf[series] !== series) {
          means.copyWithin(row, speakerOf[series] * periods, (speakerOf[series] + 1) * periods);
          continue;
        }
        // Beyond the last row of the file nobody has planned yet.
        means.fill(NaN, row + knownPeriods, row + periods);
        if (absent === "zero") continue;
        let last = NaN;
        for (let cell = row; cell < row + knownPeriods; cell++) {
          if (counts[cell] > 0) last = means[cell];
          means[cell] = last;
        }
      }
      return means;
    },
  };
}
