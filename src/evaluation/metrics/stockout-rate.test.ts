import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { stockoutRate } from "./stockout-rate.js";

it("counts a period that ends with nothing on hand, though all demand was served", () => {
  const ledger = madeLedger({ onHand: [[3, 0, 1, 0], [2, 2, 2, 2]], demanded: [[1, 3, 1, 1], [0, 0, 0, 0]] });
  expect(stockoutRate.compute(ledger)).toBe(0.25);
  expect([...stockoutRate.perSeries(ledger)]).toEqual([0.5, 0]);
});
