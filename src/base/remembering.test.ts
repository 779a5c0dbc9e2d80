import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { remembering } from "./remembering.js";

describe("remembering", () => {
  it("gives what the function gives", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 12 }), (asked, most) => {
        const squares = remembering((index) => ({ square: index * index }), most);
        for (const index of asked) expect(squares(index).square).toBe(index * index);
      }),
    );
  });

  it("computes anew only what was not among the last", () => {
    const computed: number[] = [];
    const once = remembering((index) => computed.push(index), 2);
    for (const index of [1, 2, 1, 3, 1, 2]) once(index);
    expect(computed).toEqual([1, 2, 3, 2]);
  });
});
