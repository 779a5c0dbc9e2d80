import { parseDate } from "../../base/dates.js";
import type { RandomStream } from "../../base/random.js";
import { periodStarts } from "../calendar.js";
import { type Attribute, type EpochDay, type Panel, panel } from "../panel.js";
import { type Item, type Location, inventItems, inventLocations } from "./assortment.js";
import { type Delivery, type StockRecord, runStock } from "./stock-process.js";
import { type Day, describeDays, drawDemand, expectedDemand, planPromotions } from "./true-demand.js";

export interface SyntheticRetailerOptions {
  readonly items: number;
  readonly locations: number;
  /** Days of history. */
  readonly periods: number;
  readonly stream: RandomStream;
  /** The first day; 2023-01-02, a Monday, where left out. */
  readonly startDate?: EpochDay;
}

/** A made-up retailer whose true demand is known. Series run item by item, location by location. */
export interface SyntheticRetailer {
  /** What the retailer has seen: sales by day, with a flag where the shelf was empty, and attributes. */
  readonly panel: Panel;
  /** Units customers wanted, `[series × periods]`; sales where in stock, at least the sales elsewhere. */
  readonly trueDemand: Float32Array;
  /** Mean of the true demand, `[series × periods]`. */
  readonly expectedDemand: Float32Array;
  /** Units at the end of each day, received at its start, and ordered on it, `[series × periods]`. */
  readonly onHand: Float32Array;
  readonly received: Float32Array;
  readonly ordered: Float32Array;
  /** 1 where the series' item is on promotion, `[series × periods]`. */
  readonly promotion: Uint8Array;
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
  const items = inventItems(options.items, stream.child("items"));
  const locations = inventLocations(options.locations, stream.child("locations"));
  const periodStart = periodStarts("day", startDate, periods);
  const days = describeDays(periodStart);
  const histories = items.flatMap((item) => {
    const promotion = planPromotions(item, periods, stream.child("promotions").child(item.name));
    return locations.map((location) => {
      const own = stream.child("series").child(`${item.name} at ${location.name}`);
      return inventHistory({ item, location, days, promotion, stream: own });
    });
  });
  const rows = (row: (history: History) => ArrayLike<number>) => joinRows(histories.map(row), periods);
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
    }),
    trueDemand: rows((history) => history.demand),
    expectedDemand: rows((history) => history.expected),
    onHand: rows((history) => history.onHand),
    received: rows((history) => history.received),
    ordered: rows((history) => history.ordered),
    promotion: Uint8Array.from(rows((history) => history.promotion)),
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

interface History extends StockRecord {
  readonly demand: Float32Array;
  readonly expected: Float64Array;
  readonly promotion: Uint8Array;
  readonly first: number;
}

interface HistoryOptions {
  readonly item: Item;
  readonly location: Location;
  readonly days: readonly Day[];
  readonly promotion: Uint8Array;
  readonly stream: RandomStream;
}

function inventHistory(options: HistoryOptions): History {
  const { item, days, stream, promotion } = options;
  const expected = expectedDemand(options);
  const demand = drawDemand({ item, expected, stream: stream.child("demand") });
  const first = Math.max(days.findIndex((day) => day.share >= item.launch), 0);
  const month = expected.subarray(first, first + 28);
  const launchDemand = month.reduce((sum, mean) => sum + mean, 0) / Math.max(month.length, 1);
  const record = runStock({ item, demand, first, launchDemand, stream: stream.child("stock") });
  return { ...record, demand, expected, promotion, first };
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
    ["price", number((item) => item.price)],
    ["holding_cost", number(holdingCost)],
    ["shortage_cost", number(shortageCost)],
    ["lead_time", number((item) => item.leadTime)],
    ["pack_size", number((item) => item.packSize)],
  ]);
}
