import type { Frequency } from "../demand/panel.js";

/** A row that was left out, or the reason for refusing a file. */
export interface RejectedRow {
  readonly file: string;
  /** Counted from 1, the line of column names included; absent in Parquet files. */
  readonly line?: number;
  readonly column?: string;
  /** What was found, like `"1,234"` or "a quote that is never closed". */
  readonly found: string;
}

/** What an import read, filled in and left out. Rows are lines of a long file, cells of a wide one. */
export interface ImportReport {
  readonly frequency: Frequency;
  readonly series: number;
  readonly periods: number;
  /** First and last day with a row, YYYY-MM-DD. */
  readonly firstDate: string;
  readonly lastDate: string;
  /** Rows that went into the panel. */
  readonly rowsRead: number;
  /** Units sold in the whole panel. */
  readonly unitsSold: number;
  /** Periods of a series, after it started, for which no file had a row: 0 units in a long file. */
  readonly gapsFilled: number;
  /** Rows beyond the first for the same series and date; they were added up. */
  readonly duplicates: number;
  readonly returns: {
    /** Rows with negative units, and their units as a positive number. */
    readonly rows: number;
    readonly units: number;
    /** Periods whose units would have been negative; they count as 0. */
    readonly clippedPeriods: number;
  };
  readonly rejected: { readonly rows: number; readonly examples: readonly RejectedRow[] };
  /** Series that were first on offer after the first period. */
  readonly seriesStartingLate: number;
  /** Series that never sold and were never in stock: their `firstPeriod` is the number of periods. */
  readonly seriesNeverOnOffer: number;
  /** Days left out because nothing was sold anywhere (`closedDays: skip`). */
  readonly closedDays: number;
  /** Share of periods out of stock, counted from the start of each series. */
  readonly outOfStockShare: number;
  /** Plain sentences a user must know. */
  readonly notes: readonly string[];
}
