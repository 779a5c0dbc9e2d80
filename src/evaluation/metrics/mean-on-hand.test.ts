import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { meanOnHand } from "./mean-on-hand.js";

it("is the mean of scored end-of-period units on hand", () => {
  const ledger = madeLedger({ onHand: [[100, 4, 8]] }, { mask: [[0, 1, 1]] });
  expect(meanOnHand.compute(ledger)).toBe(6);
});
