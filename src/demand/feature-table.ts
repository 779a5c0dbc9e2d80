import { remembering } from "../base/remembering.js";
import type { Embedding, Feature } from "./features/index.js";
import { scale } from "./features/index.js";
import { unitsOf } from "./features/trailing-moments.js";
import { type Panel, periodCount } from "./panel.js";

/** Every feature of every series for the decisions of a range of periods, computed when it is asked for. */
export interface FeatureTable {
  /** First period whose decision is covered. */
  readonly from: number;
  readonly count: number;
  /** Names of the rows that `of` gives. */
  readonly demandFeatures: readonly string[];
  readonly plainFeatures: readonly string[];
  /** Of what each row of `SeriesFeatures.categories` tells the category. */
  readonly embeddings: readonly Embedding[];
  /** What each row tells of, in words of a planner. */
  readonly about: Readonly<Record<keyof Omit<SeriesFeatures, "scale">, readonly string[]>>;
  /** Periods before each decision of which the sales themselves are given. */
  readonly history: number;
  of(series: number): SeriesFeatures;
}

/** Features of one series, a number per decision of the table's range. */
export interface SeriesFeatures {
  /** Units per period, > 0. */
  readonly scale: Float32Array;
  readonly demandFeatures: readonly Float32Array[];
  readonly plainFeatures: readonly Float32Array[];
  /** Rows of the tables of embeddings. */
  readonly categories: readonly Float32Array[];
  /** Units sold in each of the periods before the decision, the oldest first; 0 before the series began. */
  readonly history: readonly Float32Array[];
}

export interface FeatureTableOptions {
  readonly features: readonly Feature[];
  /** One usual demand for all series and periods, where all series are known to be alike. */
  readonly sharedScale?: number;
  /** Periods before each decision to give the sales of; default: none. */
  readonly history?: number;
  /** Decisions at the start of periods from.. (default: all, and the one after the last period). */
  readonly from?: number;
  readonly count?: number;
  /** Memory for series that are kept once computed; more are computed anew when they come again. */
  readonly keptBytes?: number;
}

/** Panel and kept features together take at most so many bytes, unless the panel alone takes most of them. */
const TOGETHER_BYTES = 320e6;
const LEAST_KEPT_BYTES = 64e6;

/**
 * A view on a panel: its memory is bounded, however many series there are. What it gives for a series does
 * not depend on what was asked before.
 */
export function featureTable(panel: Panel, options: FeatureTableOptions): FeatureTable {
  const { features, sharedScale, history = 0, from = 0 } = options;
  const count = options.count ?? periodCount(panel) + 1 - from;
  const ofKind = (wanted: Feature["kind"]) => features.filter(({ kind }) => kind === wanted);
  const [demandFeatures, plainFeatures] = [ofKind("units"), ofKind("plain")];
  const categories = ofKind("category");
  const embeddings = categories.flatMap(({ embedding }) => embedding ?? []);
  const plainEnd = demandFeatures.length + plainFeatures.length;
  const shared = sharedScale === undefined ? undefined : new Float32Array(count).fill(sharedScale);
  const fills = [...demandFeatures, ...plainFeatures, ...categories].map(({ fill }) => fill);
  if (!shared) fills.push(scale);
  const computed = (series: number): SeriesFeatures => {
    const numbers = new Float32Array(fills.length * count);
    const rows = fills.map((fill, row) => {
      fill(panel, series, from, count, numbers, row * count);
      return numbers.subarray(row * count, (row + 1) * count);
    });
    return {
      scale: shared ?? rows[rows.length - 1],
      demandFeatures: rows.slice(0, demandFeatures.length),
      plainFeatures: rows.slice(demandFeatures.length, plainEnd),
      categories: rows.slice(plainEnd, features.length),
      history: lagged(panel, series, { from, count, history }),
    };
  };
  const panelBytes = panel.units.byteLength + panel.inStock.byteLength;
  const keptBytes = options.keptBytes ?? Math.max(TOGETHER_BYTES - panelBytes, LEAST_KEPT_BYTES);
  const bytesPerSeries = Math.max((fills.length + (history > 0 ? 1 : 0)) * count * 4, 1);
  return {
    from,
    count,
    demandFeatures: demandFeatures.map(({ name }) => name),
    plainFeatures: plainFeatures.map(({ name }) => name),
    embeddings,
    about: {
      demandFeatures: demandFeatures.map(({ about }) => about),
      plainFeatures: plainFeatures.map(({ about }) => about),
      categories: embeddings.map(({ name }) => name),
      history: aboutSales(history),
    },
    history,
    of: remembering(computed, Math.max(Math.floor(keptBytes / bytesPerSeries), 1)),
  };
}

/** All things that the rows of a table tell of. */
export function toldBy({ about }: FeatureTable): readonly string[] {
  return [...new Set(Object.values(about).flat())];
}

/** The same table with the sales of so many periods before each decision. */
export function withHistory(table: FeatureTable, panel: Panel, history: number): FeatureTable {
  if (table.history === history) return table;
  const { from, count } = table;
  return {
    ...table,
    about: { ...table.about, history: aboutSales(history) },
    history,
    of: (series) => ({ ...table.of(series), history: lagged(panel, series, { from, count, history }) }),
  };
}

function aboutSales(history: number): string[] {
  return Array<string>(history).fill("recent demand");
}

/** Rows that are views of the same sales, each a period later than the one before. */
function lagged(
  panel: Panel,
  series: number,
  { from, count, history }: { from: number; count: number; history: number },
): Float32Array[] {
  if (history === 0) return [];
  const units = unitsOf(panel, series);
  const first = from - history;
  const sold = Float32Array.from({ length: history + count - 1 }, (_, k) =>
    first + k < 0 ? 0 : units(first + k),
  );
  return Array.from({ length: history }, (_, row) => sold.subarray(row, row + count));
}
