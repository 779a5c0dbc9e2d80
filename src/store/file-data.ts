import { z } from "zod";
import { parseDate } from "../base/dates.js";
import { WEEKDAYS } from "../demand/calendar.js";
import type { EpochDay } from "../demand/panel.js";
import {
  databasePlace,
  type DatabaseSales,
  databaseSalesSchema,
  withDatabasePath,
  withoutPassword,
} from "./database-sales.js";
import { DATE_FORMATS } from "./date-format.js";
import type { FileGroup } from "./sales-files.js";

const date = z.string().refine((text) => parseDate(text) !== undefined, "Write a date as YYYY-MM-DD.");
const path = z.string().min(1);
const paths = z.union([path, z.array(path).min(1)]);
const timeZone = z
  .string()
  .refine(isTimeZone, "Write a time zone as the IANA names it, like Europe/Paris or America/New_York.");

/** How rows are read, whatever their columns are called. Each key has the same meaning wherever it stands. */
export const readingOptions = {
  frequency: z.enum(["day", "week", "month"]),
  /** skip: days on which nothing was sold anywhere are no periods. */
  closedDays: z.enum(["keep", "skip"]).default("keep"),
  /** Negative sales. net: set off within the period; clip: left out; refuse: an error. */
  returns: z.enum(["net", "clip", "refuse"]).default("net"),
  /** More than one row for the same series and date: added up, or an error. */
  duplicates: z.enum(["sum", "refuse"]).default("sum"),
  /** inferred: runs of periods without a sale that chance hardly brings count as out of stock, too. */
  stockOuts: z.enum(["flagged", "inferred"]).default("flagged"),
  /** Rows with a bad cell: an error, or left out and counted. */
  rejectedRows: z.enum(["refuse", "skip"]).default("refuse"),
  delimiter: z.string().length(1, "Write one character; leave it out to have it found.").optional(),
  /** The decimal mark of numbers in CSV. */
  decimal: z.enum([".", ","]).default("."),
  /** What stands between groups of three digits, as in 1,234.5; a group of any other length is refused. */
  thousands: z.enum([",", ".", " ", "'"]).optional(),
  /** How dates are written, where they do not say so themselves: like DD/MM/YYYY. */
  dateFormat: z.enum(DATE_FORMATS).optional(),
  /** Where the shops are, for times that name a zone or an offset; else these count on the day as written. */
  timeZone: timeZone.optional(),
  /** First and last day to read, both included. A wide file of numbered periods starts at `from`. */
  from: date.optional(),
  to: date.optional(),
  /** Default: the weekday of the dates where they all share one, else monday. */
  weekStart: z.enum(WEEKDAYS).optional(),
};

/** How sales history in files is to be read; see each key. Shared by CONFIG.yaml and `importSales`. */
export const fileDataSchema = z
  .strictObject({
    /** A CSV (.csv, .tsv, .gz) or Parquet file, a pattern like sales/*.csv, a list of them, or a database. */
    sales: z.union([path, z.array(path).min(1), databaseSalesSchema]),
    /** The column names there. A wide file has no date and units columns: its period columns are both. */
    columns: z.strictObject({
      item: z.string(),
      location: z.string().optional(),
      date: z.string().optional(),
      units: z.string().optional(),
      inStock: z.string().optional(),
    }),
    /** long: one row per series and date. wide: one row per series, one column per period. */
    layout: z.enum(["long", "wide"]).default("long"),
    /** What no row says: nothing was sold (default of long files), or nobody knows (of wide ones). */
    absentRows: z.enum(["zero", "unknown"]).optional(),
    /** A series is on offer from its first row on, or from its first sale (where files are padded with 0). */
    seriesStart: z.enum(["row", "sale"]).default("row"),
    /** Static properties: files with one row per item, per location, or per item and location. */
    attributes: paths.optional(),
    /**
     * Numbers that change over time, like prices: files with a date, and with an item, a location, both or
     * none, or that of the sales itself. Their other columns of numbers are kept.
     */
    perPeriod: paths.optional(),
    /** Columns of those files that are known before their periods come, like a planned promotion. */
    plans: z.array(z.string()).optional(),
    /** A file of dates, and locations where they differ: becomes the plan `holiday`. */
    holidays: path.optional(),
    ...readingOptions,
  })
  .superRefine((data, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (data.layout === "long")
      for (const key of ["date", "units"] as const)
        if (data.columns[key] === undefined)
          refuse(["columns", key], "Give it the name of a column, or set layout: wide.");
    if (data.layout === "wide")
      for (const key of ["date", "units", "inStock"] as const)
        if (data.columns[key] !== undefined)
          refuse(["columns", key], "Leave it out: in a wide file the period columns say it.");
    for (const { key, wayOut } of readingFaults(data)) refuse([key], wayOut);
  });

type Reading = z.output<z.ZodObject<typeof readingOptions>>;

/** Reading options that contradict each other. */
export function readingFaults(data: Reading): { readonly key: string; readonly wayOut: string }[] {
  const { closedDays, frequency, weekStart, from, to, thousands, decimal } = data;
  const faults: { key: string; wayOut: string }[] = [];
  const fault = (key: string, wayOut: string) => void faults.push({ key, wayOut });
  if (closedDays === "skip" && frequency !== "day")
    fault("closedDays", "Only periods of a day can be closed days: write frequency: day, or keep.");
  if (weekStart !== undefined && frequency !== "week")
    fault("weekStart", "Leave it out, or write frequency: week.");
  if (from !== undefined && to !== undefined && from > to)
    fault("to", `Write a date on or after from (${from}).`);
  if (thousands === decimal)
    fault("thousands", "Write another mark than decimal: both cannot be the same.");
  return faults;
}

function isTimeZone(timeZone: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** Sales history in files, with every default filled in. */
export type FileData = z.output<typeof fileDataSchema>;

/** The same as a user writes it, defaults left out. */
export type FileDataInput = z.input<typeof fileDataSchema>;

/** A folder as its publisher laid it out: one of the presets, recognised by the columns of its files. */
export const folderDataSchema = z
  .strictObject({
    folder: path,
    /** Numbers that change over time and are to be kept, as the preset names them, like price. */
    keep: z.array(z.string()).default([]),
    ...readingOptions,
    /** One row for each series and date is what publishers promise, so more are refused. */
    duplicates: z.enum(["sum", "refuse"]).default("refuse"),
  })
  .superRefine((data, context) => {
    for (const { key, wayOut } of readingFaults(data))
      context.addIssue({ code: "custom", path: [key], message: wayOut });
  });

/** A published folder, with every default filled in. */
export type FolderData = z.output<typeof folderDataSchema>;

/** A column that is computed: the SQL, and the column of the file whose cells it is made of. */
export interface DerivedColumn {
  readonly sql: string;
  readonly from: string;
}

/** What files hold, once their layout is known. */
export interface ReadData extends FileData {
  /** The day that each period column of a wide file stands for. */
  readonly periods?: ReadonlyMap<string, EpochDay>;
  /** Columns that are computed from those of the sales files, by name. */
  readonly derived?: Readonly<Record<string, DerivedColumn>>;
  /** Files of numbers per period that speak of some periods only: 0 in all others. */
  readonly zeroElsewhere?: readonly string[];
  /** Of files of numbers per period that were computed, those that the user knows, for messages. */
  readonly madeFrom?: ReadonlyMap<string, readonly FileGroup[]>;
}

/** The same with other paths of its files. */
export function withDataPaths<Data extends FileData | FolderData>(
  data: Data,
  change: (path: string) => string,
): Data {
  if ("folder" in data) return { ...data, folder: change(data.folder) };
  const { sales, attributes, perPeriod, holidays } = data;
  const all = (paths: string | string[]) => (Array.isArray(paths) ? paths.map(change) : change(paths));
  return {
    ...data,
    sales: inDatabase(sales) ? withDatabasePath(sales, change) : all(sales),
    ...(attributes === undefined ? {} : { attributes: all(attributes) }),
    ...(perPeriod === undefined ? {} : { perPeriod: all(perPeriod) }),
    ...(holidays === undefined ? {} : { holidays: change(holidays) }),
  };
}

/** The same as a file may hold it: without passwords. */
export function withoutSecrets<Data extends FileData | FolderData>(data: Data): Data {
  if ("folder" in data || !inDatabase(data.sales)) return data;
  return { ...data, sales: withoutPassword(data.sales) };
}

/** Whether sales come from a database, not from files. */
export function inDatabase(sales: FileData["sales"]): sales is DatabaseSales {
  return typeof sales === "object" && !Array.isArray(sales);
}

/** What messages call the sales: their files, or their database without its password. */
export function salesPlace({ sales }: Pick<FileData, "sales">): string {
  return inDatabase(sales) ? databasePlace(sales) : String(sales);
}

/** One path, several or none, as a list. */
export function listOf(paths: string | readonly string[] | undefined): readonly string[] {
  return paths === undefined ? [] : typeof paths === "string" ? [paths] : paths;
}

/** The name of a weekday number: 0 monday … 6 sunday. */
export function weekdayName(number: number): NonNullable<FileData["weekStart"]> {
  return WEEKDAYS[number];
}

/** The weekday number of a name: monday 0 … sunday 6. */
export function weekdayNumber(name: NonNullable<FileData["weekStart"]>): number {
  return WEEKDAYS.indexOf(name);
}
