import { describe, expect, it } from "vitest";
import { type OrderNumbers, type SeriesTerms, reasonFor } from "./order-reason.js";

const numbers: OrderNumbers = {
  order: 8,
  onHand: 3,
  onOrder: 2,
  target: 12.6,
  coverPeriods: 2,
  frequency: "week",
};
const start = "Target 12.6 for 2 weeks. Position 5 = 3 on hand + 2 on order. Gap 7.6";

describe("the reason for an order", () => {
  it("names target, position, gap and rounding", () => {
    expect(reasonFor(numbers)).toBe(`${start} rounded to 8.`);
    expect(reasonFor({ ...numbers, terms: { packSize: 4, minimumOrder: 8 } })).toBe(`${start} rounded to 8.`);
  });

  it("names the position alone where the target is compared with another one than stock and orders", () => {
    expect(reasonFor({ ...numbers, position: 3, order: 10 })).toBe(
      "Target 12.6 for 2 weeks. Position 3. Gap 9.6 rounded to 10.",
    );
  });

  it("says that the position is what is wanted, where no digit shows a gap", () => {
    for (const target of [4.97, 5, 5.02])
      expect(reasonFor({ ...numbers, target, order: 0 })).toMatch(/: as much as is wanted, so no order\.$/);
    expect(reasonFor({ ...numbers, target: -0.02, onHand: 0, onOrder: 0, order: 0 })).toBe(
      "Target 0.0 for 2 weeks. Position 0 = 0 on hand + 0 on order: as much as is wanted, so no order.",
    );
    expect(reasonFor({ ...numbers, target: -0.4, order: 0 })).toMatch(/^Target −0\.4 for 2 weeks\./);
  });

  it("says what is taken away, and what not", () => {
    const down = { ...numbers, direction: "down", onHand: 30, onOrder: 0, target: 20 } as const;
    expect(reasonFor({ ...down, order: 10 })).toBe(
      "Target 20 for 2 weeks. Position 30 = 30 on hand + 0 on order. Gap 10.",
    );
    expect(reasonFor({ ...down, onHand: 12, order: 0 })).toBe(
      "Target 20 for 2 weeks. Position 12 = 12 on hand + 0 on order: 8 below it, so nothing is removed.",
    );
    expect(reasonFor({ ...down, target: undefined, order: 4 })).toContain("the policy removes 4 directly.");
  });

  it("says what bound where items of a location share", () => {
    const shared = "the transport (40) of Leeds, which all its items share";
    expect(reasonFor({ ...numbers, order: 5, wanted: 8, shared })).toBe(
      `${start} rounded to 8. Cut to 5, the part of 8 that fits ${shared}.`,
    );
    expect(reasonFor({ ...numbers, wanted: 8, shared })).toBe(`${start} rounded to 8.`);
  });

  it("rounds a half to the even number, as orders are", () => {
    expect(reasonFor({ ...numbers, target: 11.5, order: 6 })).toContain("Gap 6.5 rounded to 6.");
    const terms = { packSize: 6, minimumOrder: 6 };
    expect(reasonFor({ ...numbers, target: 13.5, order: 6, terms })).toContain("down to packs of 6: 6.");
  });

  it.each<[SeriesTerms, number, string]>([
    [{ packSize: 6 }, 6, " rounded down to packs of 6: 6."],
    [{ packSize: 5 }, 10, " rounded up to packs of 5: 10."],
    [{ packSize: 24 }, 0, " is less than half a pack of 24, so no order."],
    [{ minimumOrder: 12 }, 12, " raised to the minimum order of 12."],
    [{ minimumOrder: 40 }, 0, " is less than half of the minimum order of 40, so no order."],
    [{ packSize: 5, minimumOrder: 12 }, 15, " raised to the minimum order of 12 in packs of 5: 15."],
    [{ maximumOrder: 5 }, 5, " cut to the maximum of 5."],
    [{ packSize: 2, maximumOrder: 5 }, 4, " cut to the maximum of 5 in packs of 2: 4."],
    [{ packSize: 5, minimumOrder: 5, maximumOrder: 99 }, 10, " rounded up to packs of 5: 10."],
  ])("says which term bound: %o", (terms, order, ending) => {
    expect(reasonFor({ ...numbers, terms, order })).toBe(start + ending);
  });
});
