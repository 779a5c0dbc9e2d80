import { parseDate } from "../../base/dates.js";
import type { RandomStream } from "../../base/random.js";
import { sum } from "../../base/sums.js";
import { periodStarts } from "../calendar.js";
import { type Attribute, type EpochDay, type Panel, panel } from "../panel.js";
import type { Distribution } from "../distributions.js";
import { type Item, type Location, inventItems, inventLocations } from "./assortment.js";
import { NO_EFFECTS, type RetailerEffects } from "./effects.js";
import { holidayFactors, holidaysAmong } from "./holidays.js";
import { planPrices, planShocks, priceFactors } from "./prices.js";
import { type Delivery, type StockRecord, runStock } from "./stock-process.js";
import { movedDemand, standInFor } from "./substitution.js";
import {
  type Day,
  describeDays,
  drawDemand,
  expectedDemand,
  planPromotions,
  trueDistribution,
  trueVariance,
} from "./true-demand.js";

export interface SyntheticRetailerOptions {
  readonly items: number;
  readonly locations: number;
  /** Days of history. */
  readonly periods: number;
  readonly stream: RandomStream;
  /** What else moves demand and deliveries; nothing where left out. */
  readonly effects?: Partial<RetailerEffects>;
  /** The first day; 2023-01-02, a Monday, where left out. */
  readonly startDate?: EpochDay;
}

/** A made-up retailer whose true demand is known. Series run item by item, location by location. */
export interface SyntheticRetailer {
  /** What the retailer has seen: sales by day, with a flag where the shelf was empty, and attributes. */
  readonly panel: Panel;
  /** Units whose customers wanted this item first, whether or not it was there, `[series × periods]`. */
  readonly trueDemand: Float32Array;
  /** Mean and variance of the true demand, `[series × periods]`. */
  readonly expectedDemand: Float32Array;
  readonly demandVariance: Float32Array;
  /** The distribution that the true demand of a period was drawn from, independent of every other. */
  distribution(series: number, period: number): Distribution;
  /**
   * Units whose customers look for the stand-in, and units asked for here because another item was not there,
   * `[series × periods]`. Nobody finds a stand-in that is not yet on offer.
   */
  readonly movedAway: Float32Array;
  readonly movedHere: Float32Array;
  /** Units at the end of each day, received at its start, and ordered on it, `[series × periods]`. */
  readonly onHand: Float32Array;
  readonly received: Float32Array;
  readonly ordered: Float32Array;
  /** 1 where the series' item is on promotion, `[series × periods]`. */
  readonly promotion: Uint8Array;
  /** Money per unit, `[series × periods]`. */
  readonly price: Float32Array;
  /** What a shock to its category multiplies demand by, `[series × periods]`; 1 on usual days. */
  readonly shock: Float32Array;
  /** Days on which the whole country rests, ascending. */
  readonly holidays: Int32Array;
  /** Days that the order of a day comes late; −1 on days without an order, `[series × periods]`. */
  readonly late: Int8Array;
  /** Deliveries that come after the last day, per series; `due` counts periods like the panel. */
  readonly onOrder: readonly (readonly Delivery[])[];
  readonly items: readonly Item[];
  readonly locations: readonly Location[];
}

/**
 * Two years and two hundred items are invented in a fraction of a second. Items, locations and series draw
 * from streams of their own: adding items or locations leaves the others as they were.
 */
export function syntheticRetailer(options: SyntheticRetailerOptions): SyntheticRetailer {
  const { periods, stream, startDate = DEFAULT_START } = options;
  const effects = { ...NO_EFFECTS, ...options.effects };
  const standsFor = effects.substitution > 0 ? standInFor : () => undefined;
  const items = inventItems(options.items, stream.child("items"), standsFor);
  const locations = inventLocations(options.locations, stream.child("locations"));
  const periodStart = periodStarts("day", startDate, periods);
  const holidays = holidaysAmong(periodStart);
  const calendar: Calendar = {
    days: describeDays(periodStart),
    holidayFactors: holidayFactors(periodStart, holidays, effects.holidayLift),
  };
  const histories: History[] = [];
  for (const [index, item] of items.entries()) {
    const plan = planOf(item, { calendar, effects, stream });
    const other = standsFor(index);
    for (const [place, location] of locations.entries()) {
      const own = stream.child("series").child(`${item.name} at ${location.name}`);
      const missed = other === undefined ? undefined : histories[other * locations.length + place].movedAway;
      histories.push(inventHistory({ item, location, calendar, plan, effects, missed, stream: own }));
    }
  }
  return retailerOf({ items, locations, histories, periodStart, holidays });
}

interface Parts extends Pick<SyntheticRetailer, "items" | "locations" | "holidays"> {
  readonly histories: readonly History[];
  readonly periodStart: Int32Array;
}

function retailerOf({ items, locations, histories, periodStart, holidays }: Parts): SyntheticRetailer {
  const rows = (row: (history: History) => ArrayLike<number>) =>
    joinRows(histories.map(row), periodStart.length);
  const price = rows((history) => history.price);
  const promotion = Uint8Array.from(rows((history) => history.promotion));
  const expectedDemand = rows((history) => history.expected);
  const itemOf = (series: number) => items[Math.floor(series / locations.length)];
  return {
    panel: panel({
      frequency: "day",
      periodStart,
      series: items.flatMap((item) =>
        locations.map((location) => ({ item: item.name, location: location.name })),
      ),
      units: rows((history) => history.sales),
      inStock: Uint8Array.from(rows((history) => history.inStock)),
      firstPeriod: Int32Array.from(histories, (history) => history.first),
      attributes: attributesOf(items, locations.length),
      perPeriod: new Map([
        ["price", price],
        ["promotion", Float32Array.from(promotion)],
        ["holiday", holidayColumn(periodStart, holidays, histories.length)],
      ]),
    }),
    trueDemand: rows((history) => history.demand),
    expectedDemand,
    demandVariance: expectedDemand.map((mean, cell) =>
      trueVariance(itemOf(Math.floor(cell / periodStart.length)), mean),
    ),
    distribution: (series, period) =>
      trueDistribution(itemOf(series), expectedDemand[series * periodStart.length + period]),
    movedAway: rows((history) => history.movedAway),
    movedHere: rows((history) => history.movedHere),
    onHand: rows((history) => history.onHand),
    received: rows((history) => history.received),
    ordered: rows((history) => history.ordered),
    promotion,
    price,
    shock: rows((history) => history.shock),
    holidays,
    late: Int8Array.from(rows((history) => history.late)),
    onOrder: histories.map((history) => history.open),
    items,
    locations,
  };
}

/** What the business takes as the cost of keeping a unit for a day: capital, space and spoilage. */
export function holdingCost(item: Item): number {
  return Number((item.unitCost * 0.005).toFixed(4));
}

/** What a lost sale costs: the margin. */
export function shortageCost(item: Item): number {
  return Number((item.price - item.unitCost).toFixed(2));
}

const DEFAULT_START = parseDate("2023-01-02") as EpochDay;

/** What all locations share of an item: promotions, prices, shocks, and what these do to demand. */
interface Plan {
  readonly promotion: Uint8Array;
  readonly price: Float32Array;
  readonly shock: Float32Array;
  readonly factors: Float64Array;
}

interface Calendar {
  readonly days: readonly Day[];
  /** What holidays multiply the demand of each day by. */
  readonly holidayFactors: Float64Array;
}

function planOf(item: Item, about: Pick<HistoryOptions, "calendar" | "effects" | "stream">): Plan {
  const { calendar, effects, stream } = about;
  const periods = calendar.days.length;
  const promotion = planPromotions(item, periods, stream.child("promotions").child(item.name));
  const prices = stream.child("prices").child(item.name);
  const price = planPrices(item, promotion, { effects, stream: prices });
  const shock = planShocks(periods, effects.shocks, stream.child("shocks").child(item.category));
  const factors = priceFactors(item, price, effects.elasticity);
  return {
    promotion,
    price,
    shock,
    factors: factors.map((factor, t) => factor * shock[t] * calendar.holidayFactors[t]),
  };
}

interface History extends StockRecord, Omit<Plan, "factors"> {
  readonly demand: Float32Array;
  readonly expected: Float64Array;
  readonly movedAway: Float32Array;
  readonly movedHere: Float32Array;
  readonly first: number;
}

interface HistoryOptions {
  readonly item: Item;
  readonly location: Location;
  readonly calendar: Calendar;
  readonly plan: Plan;
  readonly effects: RetailerEffects;
  /** Customers of each day who come from an item that was not there. */
  readonly missed: Float32Array | undefined;
  readonly stream: RandomStream;
}

function inventHistory(options: HistoryOptions): History {
  const { item, location, calendar, plan, effects, missed, stream } = options;
  const { days } = calendar;
  const expected = expectedDemand({ item, location, days, ...plan });
  const demand = drawDemand({ item, expected, stream: stream.child("demand") });
  const first = Math.max(days.findIndex((day) => day.share >= item.launch), 0);
  const month = expected.subarray(first, first + 28);
  const launchDemand = sum(month) / Math.max(month.length, 1);
  const movedHere = Float32Array.from(demand, (_, day) => (day < first ? 0 : (missed?.[day] ?? 0)));
  const asked = demand.map((units, day) => units + movedHere[day]);
  const { delays, substitution } = effects;
  const stocking = { item, demand: asked, first, launchDemand, delays, stream: stream.child("stock") };
  const record = runStock(stocking);
  // Who came in place of another item leaves when this one is not there either.
  const unserved = demand.map((units, day) => Math.min(asked[day] - record.sales[day], units));
  const movedAway = movedDemand(unserved, substitution, stream.child("stand-in"));
  const { promotion, price, shock } = plan;
  return { ...record, demand, expected, movedAway, movedHere, promotion, price, shock, first };
}

/** 1 on holidays, for every series alike. */
function holidayColumn(periodStart: Int32Array, holidays: Int32Array, series: number): Float32Array {
  const rest = new Set(holidays);
  const row = Float32Array.from(periodStart, (day) => Number(rest.has(day)));
  return joinRows(Array<Float32Array>(series).fill(row), row.length);
}

function joinRows(rows: readonly ArrayLike<number>[], periods: number): Float32Array {
  const joined = new Float32Array(rows.length * periods);
  rows.forEach((row, series) => joined.set(row, series * periods));
  return joined;
}

function attributesOf(items: readonly Item[], locations: number): ReadonlyMap<string, Attribute> {
  const perSeries = <T>(valueOf: (item: Item) => T): T[] =>
    items.flatMap((item) => Array<T>(locations).fill(valueOf(item)));
  const number = (valueOf: (item: Item) => number): Attribute =>
    ({ kind: "number", values: Float64Array.from(perSeries(valueOf)) });
  const text = (valueOf: (item: Item) => string): Attribute => ({ kind: "text", values: perSeries(valueOf) });
  return new Map([
    ["category", text((item) => item.category)],
    ["supplier", text((item) => item.supplier)],
    ["unit_cost", number((item) => item.unitCost)],
    ["list_price", number((item) => item.price)],
    ["holding_cost", number(holdingCost)],
    ["shortage_cost", number(shortageCost)],
    ["lead_time", number((item) => item.leadTime)],
    ["pack_size", number((item) => item.packSize)],
  ]);
}
