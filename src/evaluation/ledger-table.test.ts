import { describe, expect, it } from "vitest";
import { ledgerTable, shortUnits, sumScored } from "./ledger-table.js";
import { madeLedger } from "../../test/fixtures/made-ledger.js";

describe("a ledger table", () => {
  it("sums only the scored periods of each series", () => {
    const ledger = madeLedger({ cost: [[1, 2, 4], [8, 16, 32]] }, { mask: [[0, 1, 1], [1, 0, 0]] });
    expect([...sumScored(ledger, (cell) => ledger.fields.cost[cell])]).toEqual([6, 8]);
  });

  it("refuses fields of another shape", () => {
    const ledger = madeLedger({ cost: [[1, 2]] });
    expect(() => ledgerTable({ ...ledger, periods: 3 })).toThrow("mask has 2 cells, not 3");
  });

  it("counts a unit as short in the period of its demand only, however long the customer waits", () => {
    // Demand 5, 4, 0, 3 meets receipts 2, 0, 8, 2 from nothing on hand.
    const ledger = madeLedger({
      demanded: [[5, 4, 0, 3]],
      received: [[2, 0, 8, 2]],
      backlogged: [[3, 7, 0, 0]],
      onHand: [[0, 0, 1, 0]],
    });
    expect([0, 1, 2, 3].map((cell) => shortUnits(ledger, cell))).toEqual([3, 4, 0, 0]);
  });

  it("counts lost units as short", () => {
    expect(shortUnits(madeLedger({ lost: [[2.5]] }), 0)).toBe(2.5);
  });
});
