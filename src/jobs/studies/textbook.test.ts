import { describe, expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { partsOf } from "./parts.js";
import { textbook } from "./textbook.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const unkept = partsOf(undefined, context.signal, "");

describe("the textbook study", () => {
  it("finds every printed number to its last digit", async () => {
    const { rows } = await textbook.run({ quick: false, ...unkept }, context);
    expect(rows.filter(({ note }) => note !== undefined)).toEqual([]);
    expect(rows.length).toBeGreaterThan(150);
    for (const { value, published } of rows)
      expect(Math.abs(value - (published ?? NaN))).toBeLessThan(1e-5 * Math.max(Math.abs(value), 100));
  });

  it("tells all rows apart by their keys", async () => {
    const { rows } = await textbook.run({ quick: true, ...unkept }, context);
    expect(new Set(rows.map(({ keys }) => JSON.stringify(keys))).size).toBe(rows.length);
  });

  it("stops when asked", async () => {
    const stopped = { ...context, signal: AbortSignal.abort() };
    const options = { quick: false, ...partsOf(undefined, stopped.signal, "") };
    await expect(textbook.run(options, stopped)).rejects.toMatchObject({ name: "Cancelled" });
  });
});
