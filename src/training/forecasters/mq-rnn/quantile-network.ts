import type { RandomStream } from "../../../base/random.js";
import { type Parameter, type Value, column, concat } from "../../../engine/index.js";
import { type Network, mlp } from "../../../policies/neural/backbones/mlp.js";
import { gatedRecurrence } from "../../../policies/neural/backbones/recurrent.js";
import { embeddings } from "../../../policies/neural/embeddings.js";
import type { PolicySetting } from "../../../policies/policy.js";
import type { Seen } from "../../../simulation/seen.js";

/** Periods of sales that the encoder reads. */
export const HISTORY = 32;
/** Probabilities of the quantiles that are learned; others lie on the line between their neighbours. */
export const LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99];

/** What the network starts from, in usual demands: from 0.3 up to about 2. */
const FIRST_QUANTILE = inverseSoftplus(0.3);
const FIRST_STEP = inverseSoftplus(0.13);

export interface QuantileNetworkOptions {
  readonly setting: PolicySetting;
  /** Periods ahead that are forecast one by one. */
  readonly horizons: number;
  /** Numbers of the calendar that are known of each of them. */
  readonly calendarRows: number;
  /** Units of the encoder's state. */
  readonly state: number;
  readonly hidden: readonly number[];
  /** Numbers that tell one horizon from another, and as many that all share. */
  readonly context: number;
}

/** Quantiles of demand in units, a row for each of `LEVELS`, which never cross. */
export interface Quantiles {
  /** Of each of the next periods. */
  readonly periods: readonly Value[];
  /** Of the sum over the cover. */
  readonly cover: Value;
}

export interface QuantileNetwork {
  readonly parameters: readonly Parameter[];
  initial(stream: RandomStream): Float32Array;
  /** `calendar`: of each horizon, its rows below each other. */
  apply(seen: Seen, calendar: Value): Quantiles;
}

/**
 * MQ-RNN of Wen et al. (2017), arXiv 1711.11053: an encoder's state h_t, a global decoder that makes a
 * context of each horizon and a common one, and a local decoder, the same for all horizons:
 *
 *     (c_1, …, c_K, c_a) = m_G( h_t, x_t )                                                         (2)
 *     (q_k^1, …, q_k^Q) = m_L( c_k, c_a, x_{t+k} )                                                 (3)
 *
 * Two things differ. Quantiles are sums of increments softplus(·), so that they cannot cross. And one more
 * decoder gives those of the sum over the cover, which the quantiles of single periods do not tell.
 */
export function quantileNetwork(options: QuantileNetworkOptions): QuantileNetwork {
  const { horizons, calendarRows, state, hidden, context } = options;
  const embedded = embeddings(options.setting);
  const { setting } = embedded;
  const encoder = gatedRecurrence(HISTORY, state, "encoder.");
  const inputs = state + 2 + setting.demandFeatures.length + setting.plainFeatures.length;
  const steps = LEVELS.map((_, index) => (index === 0 ? FIRST_QUANTILE : FIRST_STEP));
  const contexts = Array.from({ length: (horizons + 1) * context }, () => 0);
  const decoder = (prefix: string, rows: number, initialOutput: readonly number[]) =>
    mlp({ prefix, inputs: rows, hidden, initialOutput });
  const global = decoder("global.", inputs, contexts);
  const local = decoder("local.", 2 * context + calendarRows, steps);
  const cover = decoder("cover.", inputs, steps);
  const parts: readonly Pick<Network, "parameters" | "initial">[] = [embedded, encoder, global, local, cover];
  return {
    parameters: parts.flatMap(({ parameters }) => parameters),
    initial: (stream) => Float32Array.from(parts.flatMap((part) => [...part.initial(stream)])),
    apply(seen, calendar) {
      const known = concat([encoder.apply(history(seen)), ...features(embedded.of(seen))]);
      const made = global.apply(known); // (2)
      const common = made.slice(horizons * context, (horizons + 1) * context);
      const ofHorizon = (k: number) => {
        const day = calendarRows > 0 ? [calendar.slice(k * calendarRows, (k + 1) * calendarRows)] : [];
        const own = made.slice(k * context, (k + 1) * context);
        return ascending(local.apply(concat([own, common, ...day]))).mul(seen.scale); // (3)
      };
      return {
        periods: Array.from({ length: horizons }, (_, k) => ofHorizon(k)),
        cover: ascending(cover.apply(known)).mul(seen.scale.mul(seen.coverPeriods)),
      };
    },
  };
}

/** What quantiles cost in all [Koenker and Bassett 1978], one row. */
export function pinballLosses(quantiles: Value, units: Value): Value {
  const short = units.sub(quantiles);
  const below = column(LEVELS.map((level) => level - 1));
  return short.mul(column(LEVELS)).atLeast(short.mul(below)).sumRows();
}

/** The quantile of a probability among those of `LEVELS`, and the nearest one outside of them. */
export function between(quantiles: ArrayLike<number>, probability: number): number {
  const above = LEVELS.findIndex((level) => level >= probability);
  if (above <= 0) return quantiles[above < 0 ? LEVELS.length - 1 : 0];
  const share = (probability - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
  return quantiles[above - 1] + share * (quantiles[above] - quantiles[above - 1]);
}

function history({ history: sold, scale }: Seen): Value {
  return sold!.div(scale).add(1).log();
}

/** What a network sees of demand besides, free of scale, as policies do; nothing of stock or money. */
function features({ demandFeatures, plainFeatures, scale, coverPeriods }: Seen): Value[] {
  return [
    ...(demandFeatures ? [demandFeatures.div(scale).add(1).log()] : []),
    ...(plainFeatures ? [plainFeatures] : []),
    scale.log().mul(0.25),
    coverPeriods.mul(0.1),
  ];
}

function ascending(outputs: Value): Value {
  const increments = outputs.softplus();
  const rows = [increments.row(0)];
  for (let row = 1; row < outputs.rows; row++) rows.push(rows[row - 1].add(increments.row(row)));
  return concat(rows);
}

function inverseSoftplus(value: number): number {
  return Math.log(Math.expm1(value));
}
