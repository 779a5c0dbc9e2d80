import type { RandomStream } from "../../base/random.js";
import { daysToChristmas, shareOfYear, weekday } from "../calendar.js";
import { type Distribution, negativeBinomial, pmf, pmfTable } from "../distributions.js";
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
  /** What prices, holidays and shocks multiply the demand of each day by. */
  readonly factors: ArrayLike<number>;
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
export function expectedDemand(of: ExpectedDemand): Float64Array {
  const { item, location, days, promotion, factors } = of;
  return Float64Array.from(days, (day, period) => {
    if (day.share < item.launch) return 0;
    const angle = 2 * Math.PI * (day.shareOfYear - item.peak);
    const yearly = item.season * Math.cos(angle) + item.christmas * day.christmas;
    const lasting = item.growth * day.years - decline(item, day);
    const uplift = promotion[period] ? item.uplift : 1;
    const usual = item.dailyDemand * location.size * location.week[day.weekday];
    return usual * uplift * Math.exp(yearly + lasting) * factors[period];
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

/** The variance of a day's demand with this mean, as `drawDemand` draws it. */
export function trueVariance({ habit, shape }: Item, mean: number): number {
  if (habit !== "lumpy") return mean + mean ** 2 / shape;
  const cases = mean / UNITS_PER_CASE;
  const [others, square] = [UNITS_PER_CASE - 1, cases + 2 * cases ** 2];
  return others * cases + (others ** 2 * square) / shape + UNITS_PER_CASE ** 2 * (cases + cases ** 2);
}

/** The distribution of a day's demand with this mean, as `drawDemand` draws it. */
export function trueDistribution({ habit, shape }: Item, mean: number): Distribution {
  if (mean <= 0) return pmf([1], "nothing");
  if (habit !== "lumpy") return negativeBinomial(mean, Math.sqrt(1 / mean + 1 / shape));
  const cases = negativeBinomial(mean / UNITS_PER_CASE, Math.sqrt(UNITS_PER_CASE / mean + 1));
  return compound(cases, (number) => {
    const rest = number * (UNITS_PER_CASE - 1);
    return negativeBinomial(rest, Math.sqrt(1 / rest + 1 / shape));
  });
}

/** Units that come in cases: one in each, and a random number of others in all of them. */
function compound(cases: Distribution, others: (cases: number) => Distribution): Distribution {
  const probabilities = pmfTable(cases, 1e-9);
  const parts = Array.from(probabilities, (chance, number) => {
    const rest = number === 0 ? undefined : others(number);
    return { chance, number, rest, mean: number + (rest?.mean ?? 0), deviation: rest?.deviation ?? 0 };
  });
  const mean = parts.reduce((sum, part) => sum + part.chance * part.mean, 0);
  const square = parts.reduce((sum, part) => sum + part.chance * (part.mean ** 2 + part.deviation ** 2), 0);
  return {
    text: `${cases.text} cases`,
    mean,
    deviation: Math.sqrt(square - mean ** 2),
    wholeUnits: true,
    sample(stream) {
      const number = cases.sample(stream);
      return number === 0 ? 0 : number + others(number).sample(stream);
    },
    pmf: (units) =>
      parts.reduce((sum, { chance, number, rest }) => {
        const within = rest ? rest.pmf(units - number) : Number(units === 0);
        return sum + chance * within;
      }, 0),
  };
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
