import { assert } from "../../../base/errors.js";
import type { RandomStream } from "../../../base/random.js";
import type { Panel } from "../../../demand/panel.js";
import type { Moments } from "../../../simulation/decision-program.js";
import type { PeriodRange } from "../../trainer.js";

/** Moments whose next `horizon` periods of demand lie in a range, of series that have been on offer. */
export interface MomentsWithin {
  readonly count: number;
  /** Each as likely, with repetition. */
  draw(count: number, stream: RandomStream): Moments;
  /** At most so many, evenly spaced. */
  spread(most: number): Moments;
}

export function momentsWithin(panel: Panel, range: PeriodRange, horizon: number): MomentsWithin {
  const last = range.to - horizon;
  // A range shorter than the horizon is judged by the one moment whose demand ends with it.
  const earliest = Math.min(range.from, last);
  const first = panel.firstPeriod.map((period) => Math.max(period + 1, earliest, 0));
  const until = new Float64Array(first.length);
  let count = 0;
  first.forEach((from, series) => (until[series] = count += Math.max(last + 1 - from, 0)));
  assert(count > 0, "some series is on offer before the demand that is forecast");
  const chosen = (numbers: readonly number[]): Moments => {
    const series = Int32Array.from(numbers, (number) => firstAbove(until, number));
    const period = series.map((s, k) => first[s] + numbers[k] - (s > 0 ? until[s - 1] : 0));
    return { series, period };
  };
  return {
    count,
    draw: (drawn, stream) => chosen(Array.from({ length: drawn }, () => stream.below(count))),
    spread(most) {
      const some = Math.min(count, most);
      return chosen(Array.from({ length: some }, (_, k) => Math.floor((k * count) / some)));
    },
  };
}

function firstAbove(ascending: Float64Array, number: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > number) high = middle;
    else low = middle + 1;
  }
  return low;
}
