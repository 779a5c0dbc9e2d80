import { describe, expect, it } from "vitest";
import { looseFlags } from "./loose-flags.js";

describe("flags that depend on the argument", () => {
  it("stand before or after it, with a blank or an equals sign", () => {
    const expected = { operands: ["backlog"], flags: { "--lead-time": "4", "--unit-cost": "-1" } };
    expect(looseFlags(["backlog", "--lead-time", "4", "--unit-cost", "-1"])).toEqual(expected);
    expect(looseFlags(["--lead-time=4", "backlog", "--unit-cost=-1"])).toEqual(expected);
  });

  it.each([
    [["--lead-time"], "--lead-time: has no value"],
    [["--lead-time", "--unit-cost", "1"], "--lead-time: has no value"],
    [["--lead-time", "4", "--lead-time=5"], '--lead-time: is written twice, "4" and "5"'],
  ])("%j is refused", (words, message) => {
    expect(() => looseFlags(words)).toThrow(message);
  });
});
