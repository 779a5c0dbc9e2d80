import type { RandomStream } from "../../base/random.js";
import { daysToChristmas, shareOfYear, weekday } from "../calendar.js";
import type { Item, Location } from "./assortment.js";
import { countWithMean } from "./chance.js";

/** What all series share about each day. */
export interface Day {
  readonly weekday: number;
  readonly shareOfYear: number;
  /** From 0 six weeks before Christmas to 1 on the day before; 0 from Christmas on. */
  readonly christmas: number;
  /** Years since the first day. */
  readonly years: number;
  /** Share of the history that has passed. */
  readonly share: number;
}

export interface ExpectedDemand {
  readonly item: Item;
  readonly location: Location;
  readonly days: readonly Day[];
  /** 1 on the days the item is on promotion. */
  readonly promotion: Uint8Array;
}

export interface DrawnDemand {
  readonly item: Item;
  /** Mean demand of each day. */
  readonly expected: Float64Array;
  readonly stream: RandomStream;
}

/** Customers want one unit or few, except of lumpy items: those leave in cases of about this many. */
const UNITS_PER_CASE = 8;

export function describeDays(periodStart: Int32Array): readonly Day[] {
  return Array.from(periodStart, (day, period) => {
    const left = daysToChristmas(day);
    return {
      weekday: weekday(day),
      shareOfYear: shareOfYear(day),
      christmas: left >= 1 && left <= 42 ? 1 - (left - 1) / 42 : 0,
      years: period / 365.2425,
      share: period / periodStart.length,
    };
  });
}

/** Mean demand of each day, in units. */
export function expectedDemand({ item, location, days, promotion }: ExpectedDemand): Float64Array {
  return Float64Array.from(days, (day, period) => {
    if (day.share < item.launch) return 0;
    const angle = 2 * Math.PI * (day.shareOfYear - item.peak);
    const yearly = item.season * Math.cos(angle) + item.christmas * day.christmas;
    const lasting = item.growth * day.years - decline(item, day);
    const uplift = promotion[period] ? item.uplift : 1;
    const usual = item.dailyDemand * location.size * location.week[day.weekday];
    return usual * uplift * Math.exp(yearly + lasting);
  });
}

/** Whole units wanted each day, whether or not they are there. */
export function drawDemand({ item, expected, stream }: DrawnDemand): Float32Array {
  return Float32Array.from(expected, (mean) => {
    if (item.habit !== "lumpy") return countWithMean(mean, item.shape, stream);
    const cases = countWithMean(mean / UNITS_PER_CASE, 1, stream);
    return cases === 0 ? 0 : cases + countWithMean(cases * (UNITS_PER_CASE - 1), item.shape, stream);
  });
}

/** A week of promotion now and then; the same week at every location. */
export function planPromotions(item: Item, periods: number, stream: RandomStream): Uint8Array {
  const promotion = new Uint8Array(periods);
  if (item.habit === "intermittent" || item.habit === "lumpy") return promotion;
  for (let start = stream.below(90); start < periods; start += 35 + stream.below(90))
    promotion.fill(1, start, start + 7);
  return promotion;
}

/** A dying item halves about every three weeks of a two-year history, logarithmic. */
function decline(item: Item, day: Day): number {
  return Math.max(day.share - item.decline, 0) * 24;
}
