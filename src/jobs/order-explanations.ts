import { nextDemand } from "../forecasting/index.js";
import { type Frequency, periodCount } from "../demand/panel.js";
import type { Decisions } from "../simulation/decide.js";
import { explainWishes } from "../simulation/explain-wishes.js";
import { outlook } from "../simulation/outlook.js";
import type { StartState } from "../simulation/simulator.js";
import type { Assembly } from "./assembly.js";

/** What an order file says of an order besides its numbers. */
export interface OrderExplanation {
  /** The target, or the order where there is no target, if all that the policy sees were as usual. */
  readonly usual: number;
  /** What moved it most, and by how many units; the largest first. */
  readonly causes: readonly { readonly about: string; readonly moved: number }[];
  /** What all else moved it by, units. */
  readonly rest: number;
  /** Periods that what is on hand and on order is expected to last, with this order; undefined: for ever. */
  readonly cover: number | undefined;
  /** The chance that demand finds too little stock before the next order could arrive, 0 to 1. */
  readonly stockoutChance: number;
  /** The part of it before this order could arrive, which no order of now can help. */
  readonly earlyChance: number;
  /** Periods until then. */
  readonly periods: number;
}

/** Periods before a decision whose mean is usual: a year; of days a quarter, for the time it takes. */
const USUAL_OVER: Readonly<Record<Frequency, number>> = { day: 91, week: 52, month: 12 };

/** Causes that are named. */
export const NAMED_CAUSES = 3;
/** What a file would show as an effect of 0 is no cause. */
const SMALLEST_MOVE = 0.005;

export interface ExplainedOrders {
  readonly parameters: Float32Array;
  readonly series: Int32Array;
  readonly period: number;
  readonly stock: StartState;
  readonly decided: Decisions;
}

/** Why the target of each lane is what it is, and what is to be expected of its order. */
export function explainOrders(made: Assembly, orders: ExplainedOrders): OrderExplanation[] {
  const { world, setting, bound: policy, executor, stream } = made;
  const { parameters, series, period, stock, decided } = orders;
  const decision = explainedDecision(decided);
  const from = Math.max(period - USUAL_OVER[world.panel.frequency], 0);
  // Each series is asked for once.
  const before = made.featuresOver({ from, count: period - from, keptBytes: 0 });
  const task = { world, setting, policy, executor, parameters, series, period, before, stock, decision };
  const { usual, wish, causes } = explainWishes(task);
  const demand = demandOf(made, period);
  const ahead = outlook({ world, executor, series, period, stock, decided: decided.each, demand, stream });
  return Array.from(series, (_, lane) => {
    const moves = causes
      .map(({ about, moved }) => ({ about, moved: moved[lane] }))
      .filter(({ moved }) => Math.abs(moved) >= SMALLEST_MOVE)
      .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved));
    const named = moves.slice(0, NAMED_CAUSES);
    const cover = ahead.cover[lane];
    return {
      usual: usual[lane],
      causes: named,
      rest: named.reduce((sum, { moved }) => sum - moved, wish[lane] - usual[lane]),
      cover: Number.isFinite(cover) ? cover : undefined,
      stockoutChance: ahead.shortageChance[lane],
      earlyChance: ahead.earlyChance[lane],
      periods: ahead.periods[lane],
    };
  });
}

/** The one whose target an order file shows: it looks at the whole position. */
function explainedDecision({ each }: Decisions): string {
  return (each.findLast(({ direction }) => direction === "up") ?? each[0]).name;
}

/** Draws of what comes, from what was sold before the decision. */
function demandOf({ world: { panel } }: Assembly, period: number) {
  const periods = periodCount(panel);
  const whole = panel.units.every(Number.isInteger);
  const { frequency, firstPeriod } = panel;
  return (series: number, ahead: number) => {
    const row = series * periods;
    const [units, inStock] = [panel.units, panel.inStock].map((cells) => cells.subarray(row, row + period));
    return nextDemand({ units, inStock, first: firstPeriod[series] }, { frequency, ahead, whole });
  };
}
