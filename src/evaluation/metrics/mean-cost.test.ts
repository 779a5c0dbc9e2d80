import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { meanCost } from "./mean-cost.js";

it("is cost per scored series-period, so a series with more periods weighs more", () => {
  const ledger = madeLedger({ cost: [[1, 2, 3], [10, 99, 99]] }, { mask: [[1, 1, 1], [1, 0, 0]] });
  expect(meanCost.compute(ledger)).toBe(4);
  expect([...meanCost.perSeries(ledger)]).toEqual([2, 10]);
});
