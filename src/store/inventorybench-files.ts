import { existsSync } from "node:fs";
import { InputError } from "../base/errors.js";
import { type Database, identifier, literal, rows, withDatabase } from "./duckdb.js";

/** One item of InventoryBench (Baek, Fu, Ma and Peng 2025): what is known, and what then happens. */
export interface BenchInstance {
  readonly id: string;
  readonly family: string;
  readonly leadTimeSetting: string;
  /** In periods; what orders are said to take. */
  readonly promisedLeadTime: number;
  /** Money per unit sold, and per unit left at the end of a period. */
  readonly profit: number;
  readonly holdingCost: number;
  /** Demand before the first period, oldest first. */
  readonly trainDemand: readonly number[];
  readonly periods: readonly BenchPeriod[];
}

export interface BenchPeriod {
  readonly demand: number;
  /** Of an order placed in the period; undefined where it never arrives. */
  readonly leadTime: number | undefined;
}

export interface BenchFiles {
  readonly instances: string;
  readonly trajectories: string;
}

/** @throws InputError for a missing file or column, a number that is none, or an instance without periods. */
export async function readBench(files: BenchFiles, signal?: AbortSignal): Promise<readonly BenchInstance[]> {
  return withDatabase({ signal, resume: "Nothing was written." }, async (database) => {
    const periods = new Map<string, BenchPeriod[]>();
    for (const row of await cells(database, files.trajectories, TRAJECTORY, "instance_id, period::INTEGER")) {
      const place = `${files.trajectories}, ${row.instance_id} period ${row.period}`;
      const leadTime = row.lead_time === "inf" ? -1 : numberIn(`${place}, lead_time`, row.lead_time);
      const known = periods.get(row.instance_id) ?? [];
      known.push({
        demand: numberIn(`${place}, demand`, row.demand),
        leadTime: leadTime < 0 ? undefined : leadTime,
      });
      periods.set(row.instance_id, known);
    }
    const found = await cells(database, files.instances, INSTANCE, "instance_id");
    return found.map((row) => instanceOf(files, row, periods.get(row.instance_id) ?? []));
  });
}

const TRAJECTORY = ["instance_id", "period", "demand", "lead_time"] as const;
const INSTANCE = [
  "instance_id", "family", "lead_time_setting", "promised_lead_time", "profit", "holding_cost",
  "train_demand",
] as const;

type Cells<Column extends string> = Readonly<Record<Column, string>>;

/** The columns as texts, in order, from Parquet or from CSV, compressed or not. */
async function cells<Column extends string>(
  { connection }: Database, path: string, columns: readonly Column[], order: string,
): Promise<Cells<Column>[]> {
  if (!existsSync(path)) throw new InputError(path, "does not exist", "Check the path.");
  const source = path.endsWith(".parquet")
    ? `read_parquet(${literal(path)})`
    : `read_csv(${literal(path)}, header = true, all_varchar = true)`;
  const names = (await rows(connection, `DESCRIBE SELECT * FROM ${source}`)).map((row) => row.column_name);
  for (const column of columns)
    if (!names.includes(column))
      throw new InputError(path, `has no column "${column}"`, "Give a file in InventoryBench's layout.");
  const texts = columns.map((column) => `${identifier(column)}::VARCHAR AS ${identifier(column)}`);
  const query = `SELECT ${texts.join(", ")} FROM ${source} ORDER BY ${order}`;
  return (await rows(connection, query)) as Cells<Column>[];
}

function instanceOf(
  { instances }: BenchFiles, row: Cells<(typeof INSTANCE)[number]>, periods: readonly BenchPeriod[],
): BenchInstance {
  const place = `${instances}, ${row.instance_id}`;
  if (periods.length === 0)
    throw new InputError(place, "has no trajectory", "Give the trajectories of these instances.");
  return {
    id: row.instance_id,
    family: row.family,
    leadTimeSetting: row.lead_time_setting,
    promisedLeadTime: numberIn(`${place}, promised_lead_time`, row.promised_lead_time),
    profit: numberIn(`${place}, profit`, row.profit),
    holdingCost: numberIn(`${place}, holding_cost`, row.holding_cost),
    trainDemand: row.train_demand
      .trim()
      .split(/\s+/)
      .map((text) => numberIn(`${place}, train_demand`, text)),
    periods,
  };
}

function numberIn(place: string, text: string | null): number {
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new InputError(place, `found "${text ?? ""}"`, "Write a number.");
  return value;
}
