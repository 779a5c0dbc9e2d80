import { z } from "zod";
import { parseDate } from "../base/dates.js";
import { WEEKDAYS } from "../demand/calendar.js";

const date = z.string().refine((text) => parseDate(text) !== undefined, "Write a date as YYYY-MM-DD.");

/** How sales history in files is to be read; see each key. Shared by CONFIG.yaml and `importSales`. */
export const fileDataSchema = z
  .strictObject({
    /** A CSV (.csv, .tsv, .gz) or Parquet file, a pattern like sales/*.csv, or a list of these. */
    sales: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    /** The file's column names. A wide file has no date and units columns: its period columns are both. */
    columns: z.strictObject({
      item: z.string(),
      location: z.string().optional(),
      date: z.string().optional(),
      units: z.string().optional(),
      inStock: z.string().optional(),
    }),
    frequency: z.enum(["day", "week", "month"]),
    /** long: one row per series and date. wide: one row per series, one column per period. */
    layout: z.enum(["long", "wide"]).default("long"),
    /** Static properties, one row per item, or per item and location. */
    attributes: z.string().optional(),
    /**
     * Numbers that change over time, like prices: one row per item (or item and location) and date, in a file
     * of its own or in that of the sales. Its other columns of numbers are kept.
     */
    perPeriod: z.string().optional(),
    /** skip: days on which nothing was sold anywhere are no periods. */
    closedDays: z.enum(["keep", "skip"]).default("keep"),
    /** Negative sales. net: set off within the period; clip: left out; refuse: an error. */
    returns: z.enum(["net", "clip", "refuse"]).default("net"),
    /** More than one row for the same series and date: added up, or an error. */
    duplicates: z.enum(["sum", "refuse"]).default("sum"),
    /** Rows with a bad cell: an error, or left out and counted. */
    rejectedRows: z.enum(["refuse", "skip"]).default("refuse"),
    delimiter: z.string().length(1, "Write one character; leave it out to have it found.").optional(),
    /** The decimal mark of the units in CSV. */
    decimal: z.enum([".", ","]).default("."),
    /** How dates are written, where they do not say so themselves: like DD/MM/YYYY. */
    dateFormat: z
      .enum(["YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM"])
      .optional(),
    /** First and last day to read, both included. A wide file of numbered periods starts at `from`. */
    from: date.optional(),
    to: date.optional(),
    /** Default: the weekday of the dates where they all share one, else monday. */
    weekStart: z.enum(WEEKDAYS).optional(),
  })
  .superRefine((data, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (data.layout === "long")
      for (const key of ["date", "units"] as const)
        if (data.columns[key] === undefined)
          refuse(["columns", key], "Give it the name of a column, or set layout: wide.");
    if (data.layout === "wide")
      if (data.perPeriod !== undefined)
        refuse(["perPeriod"], "Only sales with a date column can have it: set layout: long.");
    if (data.layout === "wide")
      for (const key of ["date", "units", "inStock"] as const)
        if (data.columns[key] !== undefined)
          refuse(["columns", key], "Leave it out: in a wide file the period columns say it.");
    if (data.closedDays === "skip" && data.frequency !== "day")
      refuse(["closedDays"], "Only periods of a day can be closed days: write frequency: day, or keep.");
    if (data.weekStart !== undefined && data.frequency !== "week")
      refuse(["weekStart"], "Leave it out, or write frequency: week.");
    if (data.from !== undefined && data.to !== undefined && data.from > data.to)
      refuse(["to"], `Write a date on or after from (${data.from}).`);
  });

/** Sales history in files, with every default filled in. */
export type FileData = z.output<typeof fileDataSchema>;

/** The same as a user writes it, defaults left out. */
export type FileDataInput = z.input<typeof fileDataSchema>;

/** The same with other paths of its files. */
export function withDataPaths<Data extends Pick<FileData, "sales" | "attributes" | "perPeriod">>(
  data: Data,
  change: (path: string) => string,
): Data {
  const { sales, attributes, perPeriod } = data;
  return {
    ...data,
    sales: Array.isArray(sales) ? sales.map(change) : change(sales),
    ...(attributes === undefined ? {} : { attributes: change(attributes) }),
    ...(perPeriod === undefined ? {} : { perPeriod: change(perPeriod) }),
  };
}

/** The name of a weekday number: 0 monday … 6 sunday. */
export function weekdayName(number: number): NonNullable<FileData["weekStart"]> {
  return WEEKDAYS[number];
}

/** The weekday number of a name: monday 0 … sunday 6. */
export function weekdayNumber(name: NonNullable<FileData["weekStart"]>): number {
  return WEEKDAYS.indexOf(name);
}
