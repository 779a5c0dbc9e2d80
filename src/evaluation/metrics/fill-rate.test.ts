import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { fillRate } from "./fill-rate.js";

it("weighs by units", () => {
  const ledger = madeLedger({ demanded: [[90, 0], [10, 0]], lost: [[0, 0], [10, 0]] });
  expect(fillRate.compute(ledger)).toBeCloseTo(0.9, 12);
});

it("does not count a backlogged unit as served when it is delivered later", () => {
  const ledger = madeLedger({
    demanded: [[4, 4]],
    received: [[1, 7]],
    sold: [[1, 7]],
    backlogged: [[3, 0]],
  });
  expect(fillRate.compute(ledger)).toBe(5 / 8);
});

it("is undefined without demand", () => {
  expect(fillRate.compute(madeLedger({ onHand: [[5, 5]] }))).toBeNull();
});
