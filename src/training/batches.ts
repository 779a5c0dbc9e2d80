import type { RandomStream } from "../base/random.js";
import { sum } from "../base/sums.js";
import { periodCount } from "../demand/panel.js";
import { isInMoney } from "../problems/objectives/objective.js";
import { type Problem, ofSeries } from "../problems/problem.js";
import type { Windows } from "../simulation/simulator.js";
import type { World } from "../simulation/world.js";
import type { PeriodRange } from "./trainer.js";

export interface Batch {
  readonly windows: Windows;
  /** How much each lane counts, so that the expected weighted cost is the mean over series. */
  readonly weights: Float32Array;
}

export interface BatchOptions {
  readonly lanes: number;
  readonly periods: number;
  readonly warmUp: number;
}

/** Draws mini-batches: which series, and which stretch of time. */
export interface BatchSource {
  draw(stream: RandomStream): Batch;
  /** Usual money per series and period: makes gradients comparable between data sets. */
  readonly typicalMoney: number;
  /** Money that each series moves in a period, > 0. */
  readonly money: Float64Array;
}

/** Share of draws that treat all series alike; the others go by money, since that is what is judged. */
const EVEN_SHARE = 0.5;

/**
 * Series are drawn partly evenly and partly in proportion to the money they move, and weighted back: the
 * expected gradient is that of the mean cost, with far less noise where few series move most money.
 */
export function batchSource(world: World, range: PeriodRange, options: BatchOptions): BatchSource {
  const money = seriesMoney(world, range);
  const total = sum(money);
  const count = money.length;
  const probability = money.map((value) =>
    total > 0 ? EVEN_SHARE / count + ((1 - EVEN_SHARE) * value) / total : 1 / count,
  );
  const cumulative = new Float64Array(count);
  probability.reduce((sum, value, i) => (cumulative[i] = sum + value), 0);
  const { lanes, periods, warmUp } = options;
  const latest = Math.max(range.to - periods, range.from);
  return {
    typicalMoney: total > 0 ? total / count : 1,
    money: money.map((own) => (own > 0 ? own : total > 0 ? total / count : 1)),
    draw(stream) {
      const series = new Int32Array(lanes);
      const start = new Int32Array(lanes);
      const weights = new Float32Array(lanes);
      for (let lane = 0; lane < lanes; lane++) {
        const s = indexOf(cumulative, stream.uniform());
        const first = Math.min(Math.max(world.panel.firstPeriod[s] - warmUp, range.from), latest);
        series[lane] = s;
        start[lane] = first + stream.below(latest - first + 1);
        weights[lane] = 1 / (count * probability[s]);
      }
      return { windows: { series, start, periods, warmUp }, weights };
    },
  };
}

/** Mean demand of the range times all that a unit costs or earns; 1 where the objective is not in money. */
function seriesMoney({ panel, demand, problem }: World, { from, to }: PeriodRange): Float64Array {
  if (!isInMoney(problem)) return new Float64Array(panel.series.length).fill(1);
  const periods = periodCount(panel);
  return Float64Array.from(panel.series, (_, s) => {
    let units = 0;
    for (let t = from; t < to; t++) units += demand[s * periods + t];
    return (units / (to - from)) * moneyPerUnit(problem, s);
  });
}

/** All that a unit of a series costs or earns. */
export function moneyPerUnit({ economics }: Problem, series: number): number {
  return Object.values(economics).reduce<number>((sum, money) => sum + ofSeries(money, series), 0);
}

/** First index whose cumulative probability exceeds u. */
function indexOf(cumulative: Float64Array, u: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > u) high = middle;
    else low = middle + 1;
  }
  return low;
}
