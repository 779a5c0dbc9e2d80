import { expect, it } from "vitest";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { cycleServiceLevel } from "./cycle-service-level.js";

it("counts a cycle as short once, however many of its periods are", () => {
  const ledger = madeLedger({ received: [[5, 0, 0, 5, 0, 5]], lost: [[0, 1, 2, 0, 0, 3]] });
  expect(cycleServiceLevel.compute(ledger)).toBe(1 / 3);
});

it("counts the periods before the first receipt, and a series that receives nothing, as a cycle", () => {
  const ledger = madeLedger({ received: [[0, 5, 0], [0, 0, 0]], lost: [[0, 0, 0], [1, 1, 1]] });
  expect(cycleServiceLevel.compute(ledger)).toBe(2 / 3);
});
