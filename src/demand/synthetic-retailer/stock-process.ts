import type { RandomStream } from "../../base/random.js";
import type { Item } from "./assortment.js";
import { between } from "./chance.js";

export interface StockProcess {
  readonly item: Item;
  /** Units wanted each day; nothing is wanted before `first`. */
  readonly demand: Float32Array;
  /** The day the item is first on offer. */
  readonly first: number;
  /** Mean demand per day around the launch, which the shop's first delivery is based on. */
  readonly launchDemand: number;
  /** Probabilities that an order comes 0, 1, 2, … days late. */
  readonly delays: readonly number[];
  readonly stream: RandomStream;
}

/** What the shop records of one series, by day, and the deliveries still to come. */
export interface StockRecord {
  readonly sales: Float32Array;
  /** 1 where every customer found the item on the shelf. */
  readonly inStock: Uint8Array;
  /** Units at the end of the day. */
  readonly onHand: Float32Array;
  readonly received: Float32Array;
  readonly ordered: Float32Array;
  /** Days that what is ordered on a day comes late; −1 on days without an order. */
  readonly late: Int8Array;
  readonly open: readonly Delivery[];
}

/** Units that arrive at the start of a period, counted like the days of the history. */
export interface Delivery {
  readonly quantity: number;
  readonly due: number;
}

/**
 * What the shop does today, and not very well: on order days it fills up to what it would sell until the next
 * order arrives, by the last four weeks, and a safety stock, in whole packs. It takes sales for demand, and
 * follows seasons late. An order of period t arrives at the start of period t + lead time, sometimes later.
 */
export function runStock(process: StockProcess): StockRecord {
  const { item, demand, first, launchDemand, delays, stream } = process;
  const periods = demand.length;
  const empty = () => new Float32Array(periods);
  const record = { sales: empty(), onHand: empty(), received: empty(), ordered: empty() };
  const inStock = new Uint8Array(periods);
  const late = new Int8Array(periods).fill(-1);
  const protection = item.leadTime + item.reviewPeriod;
  const arrivals = new Float32Array(periods + item.leadTime + delays.length);
  const target = orderUpTo(protection, between(stream, 1.8, 3.5));
  let position = packs(target(launchDemand, launchDemand * 2), item.packSize);
  if (first < periods) arrivals[first] = position;
  let [onHand, recent, squares] = [0, 0, 0];
  for (let period = first; period < periods; period++) {
    onHand += record.received[period] = arrivals[period];
    if ((period - first) % item.reviewPeriod === 0 && period > first) {
      const days = Math.min(period - first, 28);
      const variance = Math.max(squares / days - (recent / days) ** 2, 0);
      const order = packs(Math.max(target(recent / days, variance) - position, 0), item.packSize);
      const delay = drawDelay(delays, stream);
      if (order > 0) late[period] = delay;
      arrivals[period + item.leadTime + delay] += order;
      record.ordered[period] = order;
      position += order;
    }
    const sold = Math.min(demand[period], onHand);
    inStock[period] = onHand > 0 && sold === demand[period] ? 1 : 0;
    record.sales[period] = sold;
    const forgotten = period - 28 >= first ? record.sales[period - 28] : 0;
    recent += sold - forgotten;
    squares += sold ** 2 - forgotten ** 2;
    onHand -= sold;
    position -= sold;
    record.onHand[period] = onHand;
  }
  return { ...record, inStock, late, open: openDeliveries(arrivals, periods) };
}

/** Mean demand of the days until the next order arrives, and some standard deviations; at least one unit. */
function orderUpTo(protection: number, deviations: number) {
  return (mean: number, variance: number) =>
    Math.max(Math.round(mean * protection + deviations * Math.sqrt(variance * protection)), 1);
}

function openDeliveries(arrivals: Float32Array, periods: number): readonly Delivery[] {
  const open: Delivery[] = [];
  for (let due = periods; due < arrivals.length; due++)
    if (arrivals[due] > 0) open.push({ quantity: arrivals[due], due });
  return open;
}

function drawDelay([inTime, ...later]: readonly number[], stream: RandomStream): number {
  if (stream.uniform() >= 1 - inTime) return 0;
  let left = stream.uniform() * (1 - inTime);
  const found = later.findIndex((share) => (left -= share) < 0);
  return found < 0 ? later.length : found + 1;
}

function packs(quantity: number, packSize: number): number {
  return Math.ceil(quantity / packSize) * packSize;
}
