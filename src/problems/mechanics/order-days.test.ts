import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noColumns } from "../../../test/contracts/columns.js";
import { InputError } from "../../base/errors.js";
import { type Weekday, WEEKDAYS } from "../../demand/calendar.js";
import type { Columns } from "../index.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import {
  isOrderDay,
  longestOrderGap,
  orderDayNames,
  orderDays,
  readOrderDays,
  withOrderDays,
} from "./order-days.js";

const someDays = fc.subarray([...WEEKDAYS], { minLength: 1 });
const costs = { leadTime: 1, holdingCost: 1, shortageCost: 9 };
/** 1970-01-05 was a Monday. */
const MONDAY = 4;

describe("order days", () => {
  it("are the days that were written, in every week", () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: -900, max: 900 }), (days, week) => {
        const set = readOrderDays(days, noColumns)!;
        expect(orderDayNames(set as number)).toEqual(days);
        const found = WEEKDAYS.filter((_, day) => isOrderDay(set, 0, MONDAY + 7 * week + day));
        expect(found).toEqual(days);
      }),
    );
  });

  it("lie at most a week apart, over Sunday too", () => {
    const gap = (...days: Weekday[]) => longestOrderGap(orderDays(days));
    expect(gap("wednesday")).toBe(7);
    expect(gap("monday", "thursday")).toBe(4);
    expect(gap("friday", "tuesday")).toBe(4);
    expect(gap(...WEEKDAYS)).toBe(1);
    expect(longestOrderGap(Float64Array.of(0b1111111, 0b0001001))).toBe(4);
  });

  it("may be a column of texts, a set for each series", () => {
    const texts = ["mon thu", "Tuesday, FRI", "sunday"];
    const columns: Columns = {
      ...noColumns,
      texts: (_, __, { read }) => Float64Array.from(texts, (text) => read(text) ?? NaN),
    };
    const sets = [...(readOrderDays("days", columns) as Float64Array)];
    expect(sets.map(orderDayNames)).toEqual([["monday", "thursday"], ["tuesday", "friday"], ["sunday"]]);
    const bad = ["", "mo", "monday and someday", "1"];
    const reading: Columns = {
      ...noColumns,
      texts: (_, __, { read }) => Float64Array.from(bad, (text) => read(text) ?? NaN),
    };
    expect(readOrderDays("days", reading)).toEqual(Float64Array.of(NaN, NaN, NaN, NaN));
  });

  it("do not stand beside review periods, and change nothing where there are none", () => {
    const problem = lostSales(costs);
    expect(withOrderDays(problem, undefined)).toBe(problem);
    expect(withOrderDays(problem, 3).orderDays).toBe(3);
    const twice = () => withOrderDays(lostSales({ ...costs, reviewPeriod: 2 }), 3);
    expect(twice).toThrow(InputError);
    expect(twice).toThrow("stands beside a reviewPeriod of 2");
  });
});
