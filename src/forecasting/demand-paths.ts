import type { RandomStream } from "../base/random.js";
import { mean } from "../base/sums.js";
import type { Forecaster } from "./forecaster.js";

export interface DemandPathsOptions {
  readonly forecasters: readonly Forecaster[];
  /** Periods of a path. */
  readonly ahead: number;
  /** The period of a path, from 0, by whose past errors forecasters are weighed. */
  readonly judgedAt: number;
}

/** Draws paths that the demand of the next periods may take: units per period. */
export type PathDraw = (stream: RandomStream) => readonly number[];

/** How the past counts for the choice of a forecaster, and for the choice of its errors: less, the older. */
const [ERROR_MEMORY, PATH_MEMORY] = [0.9, 0.93];
/** A forecaster whose error is twice the smallest weighs e to the power of minus this. */
const SHARPNESS = 12;
/** Made-up errors count as so many seen ones; their size is relative to recent demand. */
const MADE_UP = { count: 4, share: 0.3, levelShare: 0.18 };
const FEWEST_PERIODS = 2;
const RECENT = 8;

/**
 * Paths of one series whose history grows: a forecaster is drawn, the better it was lately the likelier, and
 * to its forecast the errors are added that it made from one moment of the past on, all of them together,
 * so that a path keeps how errors of successive periods hang together. While few errors are known, normal
 * ones are mixed in. Forecasters are weighed like experts (Littlestone and Warmuth 1994).
 */
export function demandPaths({ forecasters, ahead, judgedAt }: DemandPathsOptions) {
  const made = forecasters.map((): (readonly number[])[] => []);
  return (history: readonly number[]): PathDraw => {
    const now = history.length;
    forecasters.forEach((forecaster, f) => {
      for (let then = FEWEST_PERIODS; then <= now; then++)
        made[f][then] ??= forecaster.forecast(history.slice(0, then), ahead);
    });
    const errors = made.map((forecasts) => recentError(forecasts, history, judgedAt));
    const smallest = Math.max(Math.min(...errors), 1e-6);
    const weights = errors.map((error) => Math.exp(-SHARPNESS * (Math.max(error, 1e-6) / smallest - 1)));
    const known = Math.max(now - ahead - FEWEST_PERIODS + 1, 0);
    const usual = mean(history.slice(-RECENT));
    return (stream) => {
      const forecasts = made[chosen(weights, stream)];
      if (stream.uniform() * (known + MADE_UP.count) < MADE_UP.count)
        return withMadeUp(forecasts[now], usual, stream);
      const then = now - ahead - back(known, stream);
      return forecasts[now].map((units, k) =>
        Math.max(units + history[then + k] - forecasts[then][k], 0),
      );
    };
  };
}

/** Mean absolute error in the judged period, recent ones first; 1 for all while none is known. */
function recentError(
  forecasts: readonly (readonly number[])[], history: readonly number[], judgedAt: number,
): number {
  const latest = history.length - judgedAt - 1;
  let [sum, weights] = [0, 0];
  for (let then = FEWEST_PERIODS; then <= latest; then++) {
    const weight = ERROR_MEMORY ** (latest - then);
    sum += weight * Math.abs(history[then + judgedAt] - forecasts[then][judgedAt]);
    weights += weight;
  }
  return weights > 0 ? sum / weights : 1;
}

function chosen(weights: readonly number[], stream: RandomStream): number {
  let rest = stream.uniform() * mean(weights) * weights.length;
  return Math.max(weights.findIndex((weight) => (rest -= weight) <= 0), 0);
}

/** How far back in [0, known): geometric, cut off. */
function back(known: number, stream: RandomStream): number {
  const share = 1 - stream.uniform() * (1 - PATH_MEMORY ** known);
  return Math.min(Math.floor(Math.log(share) / Math.log(PATH_MEMORY)), known - 1);
}

function withMadeUp(forecast: readonly number[], usual: number, stream: RandomStream): readonly number[] {
  const shared = MADE_UP.levelShare * normal(stream);
  return forecast.map((units) => Math.max(units + usual * (shared + MADE_UP.share * normal(stream)), 0));
}

/** Box and Muller (1958). */
function normal(stream: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform());
}
