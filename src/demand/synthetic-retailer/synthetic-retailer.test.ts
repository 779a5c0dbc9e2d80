import { describe, expect, it } from "vitest";
import { formatDate } from "../../base/dates.js";
import { randomStream } from "../../base/random.js";
import { weekday } from "../calendar.js";
import type { Habit } from "./assortment.js";
import { onOrderCsv, productsCsv, salesCsv, stockCsv, syntheticRetailer } from "./index.js";

const periods = 730;
const size = { items: 60, locations: 3, periods };
const retailer = syntheticRetailer({ ...size, stream: randomStream(7) });
const { panel, trueDemand, onHand, received, ordered, items } = retailer;
const seriesCount = panel.series.length;

function rowOf(values: Float32Array | Uint8Array, series: number): number[] {
  return [...values.subarray(series * periods, (series + 1) * periods)];
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The series of all items with the habit, at all locations. */
function seriesWith(habit: Habit): number[] {
  return items.flatMap((item, index) =>
    item.habit === habit ? [0, 1, 2].map((location) => index * 3 + location) : []);
}

describe("the synthetic retailer", () => {
  it("conserves stock: on hand today is on hand yesterday, plus received, minus sold", () => {
    const wrong = onHand.findIndex((after, cell) => {
      const before = cell % periods === 0 ? 0 : onHand[cell - 1];
      return after !== before + received[cell] - panel.units[cell];
    });
    expect(wrong).toBe(-1);
    expect(onHand.every((units) => units >= 0)).toBe(true);
  });

  it("has on order exactly what was ordered and has not arrived", () => {
    for (let series = 0; series < seriesCount; series++) {
      const arrived = rowOf(received, series);
      const first = panel.firstPeriod[series];
      const launch = arrived[first];
      const open = retailer.onOrder[series];
      const toCome = sum(rowOf(ordered, series)) + launch - sum(arrived);
      expect(sum(open.map(({ quantity }) => quantity))).toBe(toCome);
      for (const { due, quantity } of open) {
        expect(due).toBeGreaterThanOrEqual(periods);
        expect(quantity % items[Math.floor(series / 3)].packSize).toBe(0);
      }
    }
  });

  it("sells the true demand where in stock, and no more than it elsewhere", () => {
    const wrong = panel.units.findIndex((units, cell) =>
      panel.inStock[cell] ? units !== trueDemand[cell] : units > trueDemand[cell]);
    expect(wrong).toBe(-1);
  });

  it("runs out now and then, not all the time", () => {
    const onOffer = sum(panel.firstPeriod.map((first) => periods - first));
    const out = 1 - sum(panel.inStock) / onOffer;
    expect(out).toBeGreaterThan(0.02);
    expect(out).toBeLessThan(0.09);
    const lost = trueDemand.filter((demand, cell) => demand > panel.units[cell]).length;
    expect(lost).toBeGreaterThan(100);
  });

  it("draws demand around its expectation", () => {
    const ratio = sum(trueDemand) / sum(retailer.expectedDemand);
    expect(ratio).toBeGreaterThan(0.98);
    expect(ratio).toBeLessThan(1.02);
  });

  it("sells from less than one unit in five days to more than a hundred a day", () => {
    const means = Array.from({ length: seriesCount }, (_, series) =>
      sum(rowOf(trueDemand, series)) / (periods - panel.firstPeriod[series]));
    expect(Math.min(...means)).toBeLessThan(0.2);
    expect(Math.max(...means)).toBeGreaterThan(100);
  });

  it("has intermittent, new and dying items", () => {
    for (const series of seriesWith("intermittent")) {
      const quiet = rowOf(trueDemand, series).filter((demand) => demand === 0).length;
      expect(quiet / periods).toBeGreaterThan(0.4);
    }
    for (const series of seriesWith("new")) {
      const first = panel.firstPeriod[series];
      expect(first).toBeGreaterThan(0.3 * periods);
      expect(sum(rowOf(panel.units, series).slice(0, first))).toBe(0);
      expect(sum(rowOf(panel.inStock, series).slice(0, first))).toBe(0);
    }
    for (const series of seriesWith("dying")) {
      const expected = rowOf(retailer.expectedDemand, series);
      expect(sum(expected.slice(-30))).toBeLessThan(0.2 * sum(expected.slice(0, 30)));
    }
  });

  it("sells gifts before Christmas and busy days by location", () => {
    const gifts = items.flatMap((item, index) =>
      item.category === "gifts" && item.habit === "steady" ? [index * 3] : []);
    expect(gifts.length).toBeGreaterThan(0);
    const month = (series: number, start: string) => {
      const from = panel.periodStart.findIndex((day) => formatDate(day) === start);
      return sum(rowOf(retailer.expectedDemand, series).slice(from, from + 28));
    };
    for (const series of gifts)
      expect(month(series, "2023-11-26")).toBeGreaterThan(1.2 * month(series, "2023-09-04"));
    const [monday, saturday] = [0, 5].map((wanted) =>
      sum(rowOf(trueDemand, 0).filter((_, period) => weekday(panel.periodStart[period]) === wanted)));
    expect(saturday).toBeGreaterThan(monday);
  });

  it("gives the same retailer again, and leaves it as it was when items, or locations, are added", () => {
    const larger = syntheticRetailer({ items: 62, locations: 4, periods, stream: randomStream(7) });
    for (let series = 0; series < seriesCount; series++) {
      const there = Math.floor(series / 3) * 4 + (series % 3);
      expect(larger.panel.series[there]).toEqual(panel.series[series]);
      expect(rowOf(larger.trueDemand, there)).toEqual(rowOf(trueDemand, series));
      expect(rowOf(larger.panel.units, there)).toEqual(rowOf(panel.units, series));
    }
  });
});

describe("the files of the synthetic retailer", () => {
  const lines = (pieces: Iterable<string>) => [...pieces].join("").trimEnd().split("\n");

  it("has a sales row for every day on offer, and their units sum to those of the panel", () => {
    const rows = lines(salesCsv(retailer)).slice(1).map((line) => line.split(","));
    expect(rows.length).toBe(sum(panel.firstPeriod.map((first) => periods - first)));
    expect(rows[0].slice(0, 3)).toEqual([panel.series[0].item, "store-1", "2023-01-02"]);
    expect(sum(rows.map((row) => Number(row[3])))).toBe(sum(panel.units));
    expect(sum(rows.map((row) => Number(row[4])))).toBe(sum(panel.inStock));
  });

  it("takes stock at the end of the last day, and lists deliveries after it", () => {
    const stock = lines(stockCsv(retailer)).slice(1);
    expect(stock.length).toBe(seriesCount);
    expect(Number(stock[4].split(",")[2])).toBe(onHand[5 * periods - 1]);
    const deliveries = lines(onOrderCsv(retailer)).slice(1).map((line) => line.split(","));
    expect(deliveries.length).toBeGreaterThan(0);
    const lastDay = formatDate(panel.periodStart[periods - 1]);
    for (const [, , , due] of deliveries) expect(due > lastDay).toBe(true);
  });

  it("describes each item once, with a margin to lose and a cost of holding", () => {
    const [header, ...rows] = lines(productsCsv(retailer)).map((line) => line.split(","));
    expect(rows.length).toBe(items.length);
    const column = (row: string[], name: string) => Number(row[header.indexOf(name)]);
    for (const row of rows) {
      expect(column(row, "shortage_cost")).toBeGreaterThan(column(row, "holding_cost"));
      expect(column(row, "holding_cost")).toBeGreaterThan(0);
      expect(column(row, "lead_time")).toBeGreaterThan(0);
      expect(column(row, "pack_size")).toBeGreaterThanOrEqual(1);
    }
  });
});
