import type { Frequency } from "../demand/panel.js";
import type { SeriesHistory } from "./cover-quantiles.js";
import { type PathDraw, demandPaths } from "./demand-paths.js";
import { exponentialSmoothing } from "./exponential-smoothing.js";
import { mean } from "../base/sums.js";
import { croston } from "./intermittent.js";
import { seasonalNaive } from "./seasonal-naive.js";

/** Latest periods that are looked at: what sold before says little about the next few. */
const RECENT: Readonly<Record<Frequency, number>> = { day: 56, week: 52, month: 36 };
/** The forecasts that paths are made of; days of a week differ. */
const FORECASTERS = [exponentialSmoothing(0.1), exponentialSmoothing(0.3), croston(0.1)];
const DAILY = [...FORECASTERS, seasonalNaive(7)];

export interface NextDemandOptions {
  readonly frequency: Frequency;
  /** Periods to draw. */
  readonly ahead: number;
  /** Whether demand comes in whole units. */
  readonly whole: boolean;
}

/** How to draw the demand of the next periods of a series from its latest ones, as `demandPaths` does. */
export function nextDemand(seen: SeriesHistory, { frequency, ahead, whole }: NextDemandOptions): PathDraw {
  const history = latestDemand(seen, RECENT[frequency]);
  // A path needs two periods to start from.
  while (history.length < 2) history.push(history.at(-1) ?? 0);
  const forecasters = frequency === "day" ? DAILY : FORECASTERS;
  const draw = demandPaths({ forecasters, ahead, judgedAt: 0 })(history);
  return whole ? (stream) => draw(stream).map(Math.round) : draw;
}

/**
 * Demand of a period out of stock is taken to have been the mean before it, if more than was sold. Periods
 * out of stock with nothing before them tell nothing, so the latest that tell something are looked at.
 */
function latestDemand({ units, inStock, first }: SeriesHistory, count: number): number[] {
  let lastKnown = units.length - 1;
  while (lastKnown >= first && inStock[lastKnown] === 0) lastKnown--;
  const from = Math.max(first, Math.min(units.length - count, lastKnown + 1 - count));
  const demand: number[] = [];
  for (let t = from; t < units.length; t++) {
    if (inStock[t] === 1) demand.push(units[t]);
    else if (demand.length > 0) demand.push(Math.max(units[t], mean(demand)));
    else if (units[t] > 0) demand.push(units[t]);
  }
  return demand.slice(-count);
}
