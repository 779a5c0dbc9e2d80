import { describe, expect, it } from "vitest";
import { locationsOf } from "./locations.js";

describe("the locations of a panel", () => {
  it("are numbered in the order of their first series", () => {
    const series = ["Leeds", "York", "Leeds", ""].map((location, index) => ({ item: `${index}`, location }));
    expect(locationsOf({ series })).toEqual({
      names: ["Leeds", "York", ""],
      of: Int32Array.of(0, 1, 0, 2),
      firstSeries: Int32Array.of(0, 1, 3),
    });
  });
});
