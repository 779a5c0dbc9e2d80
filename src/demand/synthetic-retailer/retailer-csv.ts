import { formatDate } from "../../base/dates.js";
import { periodCount } from "../panel.js";
import { type SyntheticRetailer, holdingCost, shortageCost } from "./synthetic-retailer.js";

/**
 * Sales by day: `item,location,date,units,in_stock,promotion`, days without a sale included, from each
 * series' first day on. Given in pieces, one per series: joined, or written one after the other, they are
 * the file.
 */
export function* salesCsv(retailer: SyntheticRetailer): Generator<string> {
  const { panel, promotion } = retailer;
  const periods = periodCount(panel);
  const dates = Array.from(panel.periodStart, formatDate);
  yield "item,location,date,units,in_stock,promotion\n";
  for (const [series, { item, location }] of panel.series.entries()) {
    let rows = "";
    const key = `${item},${location},`;
    for (let period = panel.firstPeriod[series]; period < periods; period++) {
      const cell = series * periods + period;
      rows += `${key}${dates[period]},${panel.units[cell]},${panel.inStock[cell]},${promotion[cell]}\n`;
    }
    yield rows;
  }
}

/** Units at the end of the last day: `item,location,on_hand`. */
export function* stockCsv({ panel, onHand }: SyntheticRetailer): Generator<string> {
  const periods = periodCount(panel);
  yield "item,location,on_hand\n";
  for (const [series, { item, location }] of panel.series.entries())
    yield `${item},${location},${onHand[(series + 1) * periods - 1]}\n`;
}

/** Deliveries after the last day: `item,location,quantity,due`; due is the day at whose start it arrives. */
export function* onOrderCsv({ panel, onOrder }: SyntheticRetailer): Generator<string> {
  yield "item,location,quantity,due\n";
  for (const [series, { item, location }] of panel.series.entries())
    for (const { quantity, due } of onOrder[series])
      yield `${item},${location},${quantity},${formatDate(panel.periodStart[0] + due)}\n`;
}

/** Costs in money per unit (holding: per unit and day), lead time in days, pack size in units. */
export function* productsCsv({ items }: SyntheticRetailer): Generator<string> {
  yield "item,category,supplier,unit_cost,price,holding_cost,shortage_cost,lead_time,pack_size\n";
  for (const item of items) {
    const costs = `${item.unitCost},${item.price},${holdingCost(item)},${shortageCost(item)}`;
    yield `${item.name},${item.category},${item.supplier},${costs},${item.leadTime},${item.packSize}\n`;
  }
}
