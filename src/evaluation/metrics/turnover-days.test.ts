import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { turnoverDays } from "./turnover-days.js";

it("is mean stock over mean sales per period, times the days of a period", () => {
  const ledger = madeLedger({ onHand: [[10, 20, 30]], sold: [[4, 6, 5]] }, { daysPerPeriod: 7 });
  expect(turnoverDays.compute(ledger)).toBe(28);
});

it("adds the stock of a series that sells nothing, and is undefined where nothing sells at all", () => {
  const ledger = madeLedger({ onHand: [[10, 10], [30, 30]], sold: [[10, 10], [0, 0]] });
  expect(turnoverDays.compute(ledger)).toBe(4);
  expect([...turnoverDays.perSeries(ledger)]).toEqual([1, NaN]);
  expect(turnoverDays.compute(madeLedger({ onHand: [[10, 10]] }))).toBeNull();
});
