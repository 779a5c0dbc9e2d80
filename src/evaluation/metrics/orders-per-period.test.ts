import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { ordersPerPeriod } from "./orders-per-period.js";

it("counts orders, not units", () => {
  expect(ordersPerPeriod.compute(madeLedger({ ordered: [[0, 500, 0, 0.5]] }))).toBe(0.5);
});
