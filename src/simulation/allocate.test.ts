import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Claim, allocate } from "./allocate.js";

const claim = (wanted: number, others: Partial<Claim> = {}): Claim => ({
  wanted,
  volume: 1,
  step: 1,
  least: 0,
  ...others,
});

const someClaims = fc.array(
  fc.record({ packs: fc.nat(20), volume: fc.integer({ min: 1, max: 5 }), step: fc.constantFrom(1, 2, 6) }),
  { minLength: 1, maxLength: 8 },
);
const room = fc.nat(200);
const claimsOf = (drawn: readonly { packs: number; volume: number; step: number }[]) =>
  drawn.map(({ packs, volume, step }) => claim(packs * step, { volume, step }));
const volumeOf = (claims: readonly Claim[], units: readonly number[]) =>
  units.reduce((sum, quantity, i) => sum + quantity * claims[i].volume, 0);

describe("what orders get of a room that they share", () => {
  it("is all that is wanted where it fits", () => {
    fc.assert(
      fc.property(someClaims, (drawn) => {
        const claims = claimsOf(drawn);
        const wanted = claims.map((one) => one.wanted);
        expect(allocate(claims, volumeOf(claims, wanted))).toEqual(wanted);
      }),
    );
  });

  it("is the same for orders that are alike", () => {
    expect(allocate([claim(9), claim(9)], 10)).toEqual([5, 5]);
    expect(allocate([claim(9), claim(9), claim(9)], 10)).toEqual([4, 3, 3]);
    const parts = allocate([claim(9, { step: 0 }), claim(9, { step: 0 })], 11);
    expect(parts).toEqual([5.5, 5.5]);
  });

  it("is the same share of what each wants, whole units by largest remainder", () => {
    // Shares of 7 in 10: 3.5, 2.1, 1.4.
    expect(allocate([claim(5), claim(3), claim(2)], 7)).toEqual([4, 2, 1]);
    // A unit of the first takes two: shares of 6 in 12 are 2 and 2.
    expect(allocate([claim(4, { volume: 2 }), claim(4)], 6)).toEqual([2, 2]);
  });

  it("fits, is never above what is wanted, comes in packs, and leaves no room for one more pack", () => {
    fc.assert(
      fc.property(someClaims, room, (drawn, most) => {
        const claims = claimsOf(drawn);
        const granted = allocate(claims, most);
        const left = most - volumeOf(claims, granted);
        expect(left).toBeGreaterThanOrEqual(0);
        claims.forEach(({ wanted, volume, step }, i) => {
          expect(granted[i] % step).toBe(0);
          expect(granted[i]).toBeGreaterThanOrEqual(0);
          expect(granted[i]).toBeLessThanOrEqual(wanted);
          if (granted[i] < wanted) expect(step * volume).toBeGreaterThan(left);
        });
      }),
    );
  });

  it("is nothing where there is no room, or less than none", () => {
    expect(allocate([claim(3), claim(2)], 0)).toEqual([0, 0]);
    expect(allocate([claim(3), claim(2)], -5)).toEqual([0, 0]);
  });

  it("is nothing rather than less than the minimum, and the others have its room", () => {
    // In proportion 6 and 2; the second needs 3, so the first gets all.
    expect(allocate([claim(9), claim(3, { least: 3 })], 8)).toEqual([8, 0]);
    const both = [claim(8, { least: 6 }), claim(8, { least: 6 })];
    expect(allocate(both, 9)).toEqual([8, 0]);
  });
});
