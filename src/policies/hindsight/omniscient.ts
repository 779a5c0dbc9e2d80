import { remembering } from "../../base/remembering.js";
import { normalCumulative } from "../../demand/distributions/regularized-gamma.js";
import type { Problem } from "../../problems/problem.js";
import { furtherEconomics, ofSeries } from "../../problems/problem.js";
import { forecastBaseStock } from "../classical/forecast-base-stock.js";
import type { BoundPolicy, PolicySetting } from "../policy.js";

/** True means and variances of the demand of each period of a series: known where demand was invented. */
export interface KnownDemand {
  means(series: number): Float32Array;
  variances(series: number): Float32Array;
}

/** Knows the distributions that demand is drawn from, not what is drawn. It is no `Policy` to order by. */
export interface Omniscient {
  readonly name: string;
  readonly summary: string;
  readonly knows: "truth";
  /** Whether its orders make sense for a problem. */
  applies(problem: Problem): boolean;
  follow(setting: PolicySetting, told: Told): BoundPolicy;
}

export interface Told {
  readonly demand: KnownDemand;
  readonly problem: Problem;
  /** Periods that an order of each period must cover. */
  coverPeriods(series: number): Float32Array;
}

/** Series whose levels are remembered: as many as a large batch has. */
const REMEMBERED = 4096;

/**
 * Orders up to the quantile p / (p + h) of the true demand over the cover: what a forecast would be if it
 * could not be better. Optimal where demand waits and stays as it is; where sales are lost and orders take
 * time, a rule of thumb that a policy may better.
 */
export const omniscient: Omniscient = {
  name: "true-distribution",
  summary: "Order up to a quantile of demand over the cover, from the distribution that it is drawn from.",
  knows: "truth",
  applies: (problem) => problem.decisions.length === 1 && furtherEconomics(problem).length === 0,
  follow(setting, told) {
    const levels = remembering((series: number) => trueLevels(told, series), REMEMBERED);
    return forecastBaseStock(levels).bind(setting);
  },
};

/** The level of the decision at the start of each period, and of the one after the last. */
function trueLevels({ demand, problem, coverPeriods }: Told, series: number): Float32Array {
  const cover = coverPeriods(series);
  const probability = criticalRatio(problem, series);
  const [means, variances] = [demand.means(series), demand.variances(series)].map(sumsUntil);
  const periods = means.length - 1;
  const over = (sums: Float64Array, t: number, ahead: number) => {
    const inside = Math.min(t + ahead, periods);
    return sums[inside] - sums[t] + (t + ahead - inside) * lastMean(sums);
  };
  return Float32Array.from({ length: periods + 1 }, (_, t) => {
    const ahead = Math.max(Math.round(cover[t]), 1);
    const moments = { mean: over(means, t, ahead), variance: over(variances, t, ahead) };
    return quantileOf(moments, probability);
  });
}

function criticalRatio({ economics, allowsBacklog }: Problem, series: number): number {
  const { holdingCost, shortageCost, price, unitCost } = economics;
  const margin = allowsBacklog ? 0 : ofSeries(price, series) - ofSeries(unitCost, series);
  const shortage = ofSeries(shortageCost, series) + margin;
  return shortage / (shortage + ofSeries(holdingCost, series));
}

function sumsUntil(values: Float32Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, t) => (sums[t + 1] = sums[t] + value));
  return sums;
}

/** What is taken for periods after the last: the mean of the last week. */
function lastMean(sums: Float64Array): number {
  const last = sums.length - 1;
  const from = Math.max(last - 7, 0);
  return last > from ? (sums[last] - sums[from]) / (last - from) : 0;
}

/** From this mean on, and where demand varies less than a Poisson demand, whole units of a normal demand. */
const NORMAL_FROM = 300;

/**
 * The smallest whole quantity within which demand of these moments stays with the probability: as if the sum
 * over the cover were negative binomial, as each of its periods is, or normal where it is large.
 */
export function quantileOf(
  { mean, variance }: { readonly mean: number; readonly variance: number },
  probability: number,
): number {
  if (mean <= 0) return 0;
  if (mean >= NORMAL_FROM || variance < 0.999 * mean)
    return Math.max(Math.ceil(mean + normalQuantile(probability) * Math.sqrt(variance) - 0.5), 0);
  // P(k + 1) = P(k) (r + k) stay / (k + 1), with r stay = mean (1 − stay); stay → 0 is Poisson.
  const stay = Math.max(1 - mean / variance, 0);
  const shape = stay > 1e-9 ? (mean * (1 - stay)) / stay : Infinity;
  let chance = stay > 1e-9 ? (1 - stay) ** shape : Math.exp(-mean);
  let within = chance;
  let quantity = 0;
  for (; within < probability - 1e-12 && chance > 0; quantity++) {
    chance *= (stay > 1e-9 ? (shape + quantity) * stay : mean) / (quantity + 1);
    within += chance;
  }
  return quantity;
}

function normalQuantile(probability: number): number {
  let [low, high] = [-9, 9];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalCumulative(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
