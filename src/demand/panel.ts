import { assert } from "../base/errors.js";

/** How long a period is. Days on which the whole business is closed may be left out (`closedDays: skip`). */
export type Frequency = "day" | "week" | "month";

/** Days since 1970-01-01 in the proleptic Gregorian calendar; no time zones occur anywhere. */
export type EpochDay = number;

/** One series: a product at a location. `location` is "" where the file has none. */
export interface SeriesKey {
  readonly item: string;
  readonly location: string;
}

/** A static property of each series: numbers (NaN where unknown) or texts ("" where unknown). */
export type Attribute =
  | { readonly kind: "number"; readonly values: Float64Array }
  | { readonly kind: "text"; readonly values: readonly string[] };

/**
 * Demand history: series × periods, dense, one row per series. It only says what was seen. Sales of a
 * period out of stock are a lower bound of demand, so `inStock` is part of the data.
 */
export interface Panel {
  readonly frequency: Frequency;
  /** The day each period starts, ascending, one per period. Weeks start on the weekday of the data. */
  readonly periodStart: Int32Array;
  readonly series: readonly SeriesKey[];
  /** Units sold, >= 0, `[series × periods]`; 0 before a series starts. */
  readonly units: Float32Array;
  /** 1 where the series could be sold in the period, else 0, `[series × periods]`. */
  readonly inStock: Uint8Array;
  /** First period in which each series was on offer; earlier periods are not data. */
  readonly firstPeriod: Int32Array;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /**
   * Numbers that change over time, like prices, known at the start of each period, `[series × periods]`; NaN
   * in periods of which nothing is known yet, at the beginning of a series or in all of it.
   */
  readonly perPeriod?: ReadonlyMap<string, Float32Array>;
  /**
   * The columns of `perPeriod` that are plans, known before their periods come, like promotions and holidays,
   * with what is planned after the last period: `[series × later periods]`, none or as many as are known. Of
   * other columns a feature sees the periods before the decision only.
   */
  readonly planned?: ReadonlyMap<string, Float32Array>;
}

export function periodCount(panel: Panel): number {
  return panel.periodStart.length;
}

/** Checks the shapes; every maker of a panel ends with it. */
export function panel(parts: Panel): Panel {
  const cells = parts.series.length * parts.periodStart.length;
  assert(parts.units.length === cells, `units has ${parts.units.length} cells, not ${cells}`);
  assert(parts.inStock.length === cells, `inStock has ${parts.inStock.length} cells, not ${cells}`);
  assert(parts.firstPeriod.length === parts.series.length, "firstPeriod has one entry per series");
  for (const [name, attribute] of parts.attributes)
    assert(attribute.values.length === parts.series.length, `attribute ${name} has one value per series`);
  for (const [name, values] of parts.perPeriod ?? [])
    assert(values.length === cells, `${name} has ${values.length} cells, not ${cells}`);
  for (const [name, values] of parts.planned ?? []) {
    assert(parts.perPeriod?.has(name) === true, `the plan ${name} is a column per period`);
    assert(values.length % Math.max(parts.series.length, 1) === 0, `${name} plans the same for all series`);
  }
  return parts;
}
