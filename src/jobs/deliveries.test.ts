import { expect, test } from "vitest";
import { parseDate } from "../base/dates.js";
import { panel, type Frequency } from "../demand/panel.js";
import { deliveries } from "./deliveries.js";

/** Slots and counts for deliveries due on these days, where the last of the days given is the decision. */
function slotsOf(frequency: Frequency, days: readonly string[], due: readonly string[], slots: number) {
  const periodStart = Int32Array.from(days, day);
  const history = panel({
    frequency,
    periodStart,
    series: [{ item: "A", location: "" }],
    units: new Float32Array(days.length),
    inStock: new Uint8Array(days.length).fill(1),
    firstPeriod: Int32Array.of(0),
    attributes: new Map(),
  });
  const rows = due.map((date, i) => ({ item: "A", location: "", quantity: 1, due: day(date), line: i + 2 }));
  const { bySeries, overdue, late } = deliveries(rows, history, slots);
  return { slots: [...bySeries.values()].flat().map(({ slot }) => slot), overdue, late };
}

function day(date: string): number {
  const found = parseDate(date);
  if (found === undefined) throw new Error(`${date} is a date`);
  return found;
}

test("a delivery serves the first period that starts on its day or later, overdue ones the first", () => {
  const due = ["2024-01-01", "2024-01-15", "2024-01-16", "2024-01-22", "2024-02-12"];
  const weekly = slotsOf("week", ["2024-01-08", "2024-01-15"], due, 4);
  expect(weekly).toEqual({ slots: [0, 0, 1, 1, 3], overdue: 1, late: 1 });
  const months = ["2023-12-01", "2024-01-01"];
  const monthly = slotsOf("month", months, ["2024-01-01", "2024-01-02", "2024-03-01", "2024-03-02"], 3);
  expect(monthly).toEqual({ slots: [0, 1, 2, 2], overdue: 0, late: 1 });
});

test("days on which the shop is closed are no periods: what is due then serves the next open day", () => {
  const weekdays = Array.from({ length: 40 }, (_, i) => day("2024-01-01") + i).filter(
    (date) => (date + 3) % 7 < 5,
  );
  const days = weekdays.map((date) => new Date(date * 86_400_000).toISOString().slice(0, 10));
  // The last one is Friday 9 February 2024.
  expect(days.at(-1)).toBe("2024-02-09");
  const due = ["2024-02-09", "2024-02-10", "2024-02-12", "2024-02-14"];
  expect(slotsOf("day", days, due, 5)).toEqual({ slots: [0, 1, 1, 3], overdue: 0, late: 0 });
});
