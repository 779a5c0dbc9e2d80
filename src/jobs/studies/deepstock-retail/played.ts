import { type ReplayOptions, replay } from "../../../simulation/replay.js";
import type { Windows } from "../../../simulation/simulator.js";
import { usualStart } from "../../../simulation/start-state.js";
import type { PeriodRange } from "../../../training/trainer.js";
import { rangeWindows } from "../../../training/validation.js";
import type { Assembly } from "../../assembly.js";

/** What became of each pair in the days of the test. It survives JSON. */
export interface PairTotals {
  /** Units asked for and sold, unit-days on hand. */
  readonly demand: readonly number[];
  readonly sold: readonly number[];
  readonly stock: readonly number[];
  /** Days that counted, and those that ended with nothing on hand. */
  readonly days: readonly number[];
  readonly out: readonly number[];
  /** What the objective came to, times the days. */
  readonly judged: readonly number[];
}

/** Pairs played at a time. */
const AT_A_TIME = 4000;

/** Plays a policy over the range for every pair. */
export function playPairs(made: Assembly, range: PeriodRange, parameters: Float32Array): PairTotals {
  const { world, setting, executor, bound: policy } = made;
  const count = world.panel.series.length;
  const none = () => Array.from({ length: count }, () => 0);
  const totals = { demand: none(), sold: none(), stock: none(), days: none(), out: none(), judged: none() };
  for (let from = 0; from < count; from += AT_A_TIME) {
    const length = Math.min(AT_A_TIME, count - from);
    const series = Int32Array.from({ length }, (_, k) => from + k);
    const windows = rangeWindows(world, setting, range, series);
    const start = usualStart(world, windows);
    addUp(totals, { world, setting, executor, windows, start, by: { policy, parameters } });
  }
  return totals;
}

function addUp(totals: Readonly<Record<keyof PairTotals, number[]>>, options: ReplayOptions): void {
  const { windows, world } = options;
  const { fields, periods } = replay(options);
  windows.series.forEach((pair, lane) => {
    for (let t = firstCounted(windows, world.panel.firstPeriod[pair], lane); t < periods; t++) {
      const cell = lane * periods + t;
      totals.demand[pair] += fields.demanded[cell];
      totals.sold[pair] += fields.sold[cell];
      totals.stock[pair] += fields.onHand[cell];
      totals.days[pair] += 1;
      totals.out[pair] += fields.onHand[cell] <= 0 ? 1 : 0;
      totals.judged[pair] += fields.judged[cell];
    }
  });
}

function firstCounted({ warmUp, start }: Windows, firstPeriod: number, lane: number): number {
  return Math.max(warmUp, firstPeriod - start[lane]);
}
