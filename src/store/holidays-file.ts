import { join } from "node:path";
import { seriesKeys } from "./attributes-file.js";
import { type Database, identifier, literal } from "./duckdb.js";
import { type ReadData, listOf } from "./file-data.js";
import { fileGroups } from "./sales-files.js";

/** The column that a file of holidays becomes. */
const HOLIDAY = "holiday";

/**
 * The data with its file of holidays as a plan per period: 1 where a period has one of its dates, else 0;
 * where the file has a column of locations, there only.
 */
export async function withHolidays(database: Database, data: ReadData): Promise<ReadData> {
  if (data.holidays === undefined) return data;
  const date = data.columns.date ?? "date";
  const wanted = [{ name: date, key: "columns.date" }];
  const [group] = await fileGroups(database, { ...data, sales: data.holidays }, wanted);
  const { location } = seriesKeys(group.names, { ...data.columns, item: "" });
  const keys = [date, ...(location === undefined ? [] : [location])].map(identifier).join(", ");
  const path = join(database.scratch, "holidays.parquet");
  const select = `SELECT DISTINCT ${keys}, 1 AS ${HOLIDAY} FROM ${group.table}`;
  await database.connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
  return {
    ...data,
    perPeriod: [...listOf(data.perPeriod), path],
    zeroElsewhere: [...(data.zeroElsewhere ?? []), path],
    madeFrom: new Map([...(data.madeFrom ?? []), [path, [group]]]),
    plans: [...(data.plans ?? []), HOLIDAY],
  };
}
