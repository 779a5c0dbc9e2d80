/** Orders as a function of two kinds of stock: what `inspect --json` prints and its page shows. */
export interface Inspection {
  /** Names of the kinds. */
  readonly x: string;
  readonly y: string;
  readonly inspected: readonly InspectedOrders[];
  /** The best orders of each series that is shown. */
  readonly optima: readonly Optimum[];
}

/** The best orders of one series as if its circumstances never changed, or why they are not known. */
export type Optimum = { readonly series: string; readonly axis: readonly number[] } & (
  | {
      /** Whole units, a row of x for each y. */
      readonly orders: readonly number[];
      /** The demand of a period for which they are best. */
      readonly demand: string;
      /** In what they are best, and how they were computed. */
      readonly note: string;
    }
  | { readonly why: string }
);

/** One series under the policy of one run. */
export interface InspectedOrders {
  readonly series: string;
  readonly run: string;
  readonly policy: string;
  /** Units of either kind, ascending. */
  readonly axis: readonly number[];
  /** Whole units, a row of x for each y. */
  readonly orders: readonly number[];
  /** Whether something known of the best orders is broken there, in the same order. */
  readonly broken: readonly boolean[];
  /** The names of what is broken somewhere. */
  readonly brokenPenalties: readonly string[];
}
