import type { RecursiveForecaster } from "./forecaster.js";
import { quantile } from "./quantile.js";

/** The history of a series, by period. */
export interface SeriesHistory {
  readonly units: ArrayLike<number>;
  /** 1 where the units are demand, 0 where they only bound it from below. */
  readonly inStock: ArrayLike<number>;
  /** First period on offer. */
  readonly first: number;
}

export interface CoverOptions {
  /** Periods to cover from each decision on: lead time and review period. */
  readonly cover: ArrayLike<number>;
  /** The probability of each decision's quantile. */
  readonly probability: (decision: number) => number;
}

/** Past errors that count; older ones say little about the next. */
const MOST_ERRORS = 100;
/** With fewer errors than these, those that a Poisson demand would make are added, in normal quantiles. */
const FEW_ERRORS = 10;
const NORMAL_QUANTILES = [-1.28, -0.52, 0, 0.52, 1.28];
/** Periods whose mean demand stands in for that of a period out of stock. */
const RECENT = 14;

/**
 * Quantiles of demand over the periods that each decision must cover: what is expected of them, and the
 * quantile of the errors that the same forecast made before, over as many periods. For the decision at the
 * start of each period and of the one after the last. Sees what came before the decision only: demand of a
 * period out of stock is taken to have been the recent mean, if more than was sold.
 */
export function coverQuantiles(
  forecaster: RecursiveForecaster,
  { units, inStock, first }: SeriesHistory,
  { cover, probability }: CoverOptions,
): Float32Array {
  const periods = units.length;
  const follower = forecaster.follow();
  const demandUntil = new Float64Array(periods + 1);
  const demandOf = (from: number, to: number) => demandUntil[to] - demandUntil[Math.max(from, first)];
  const ahead = (t: number) => Math.max(Math.round(cover[t]), 1);
  const kinds = new Set(Array.from({ length: Math.max(periods + 1 - first, 0) }, (_, k) => ahead(first + k)));
  const forecasts = [...kinds].map((horizon) => ({ horizon, made: [] as number[], errors: sortedWindow() }));
  const quantiles = new Float32Array(periods + 1);
  for (let t = first; t <= periods; t++) {
    for (const { horizon, made, errors } of forecasts) {
      made[t] = follower.total(horizon);
      const then = t - horizon;
      // The forecast before the first period was made of nothing.
      if (then > first) errors.add(demandOf(then, t) - made[then]);
      if (horizon !== ahead(t)) continue;
      const usual = t > first ? demandOf(first, t) / (t - first) : 0;
      const few = errors.values.length < FEW_ERRORS;
      const known = few ? withMadeUp(errors.values, usual * horizon, made[t]) : errors.values;
      quantiles[t] = Math.max(made[t] + quantile(known, probability(t)), 0);
    }
    if (t === periods) break;
    const recent = t > first ? demandOf(t - RECENT, t) / Math.min(RECENT, t - first) : 0;
    const demand = inStock[t] === 1 ? units[t] : Math.max(units[t], recent);
    follower.see(demand);
    demandUntil[t + 1] = demandUntil[t] + demand;
  }
  return quantiles;
}

function withMadeUp(errors: readonly number[], usual: number, forecast: number): number[] {
  const made = NORMAL_QUANTILES.map((z) => usual + z * Math.sqrt(usual) - forecast);
  return [...errors, ...made].sort((a, b) => a - b);
}

/** The latest values in ascending order. */
function sortedWindow(): { readonly values: readonly number[]; add(value: number): void } {
  const values: number[] = [];
  const latest: number[] = [];
  return {
    values,
    add(value) {
      values.splice(placeOf(values, value), 0, value);
      latest.push(value);
      if (latest.length > MOST_ERRORS) values.splice(placeOf(values, latest.shift() as number), 1);
    },
  };
}

/** The first place whose value is not below. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
