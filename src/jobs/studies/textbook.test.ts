import { describe, expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { textbook } from "./textbook.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

describe("the textbook study", () => {
  it("finds every printed number to its last digit", async () => {
    const { rows } = await textbook.run({ quick: false }, context);
    expect(rows.filter(({ note }) => note !== undefined)).toEqual([]);
    expect(rows.length).toBeGreaterThan(150);
    for (const { value, published } of rows)
      expect(Math.abs(value - (published ?? NaN))).toBeLessThan(1e-5 * Math.max(Math.abs(value), 100));
  });

  it("tells all rows apart by their keys", async () => {
    const { rows } = await textbook.run({ quick: true }, context);
    expect(new Set(rows.map(({ keys }) => JSON.stringify(keys))).size).toBe(rows.length);
  });

  it("stops when asked", async () => {
    const stopped = { ...context, signal: AbortSignal.abort() };
    await expect(textbook.run({ quick: false }, stopped)).rejects.toMatchObject({ name: "Cancelled" });
  });
});
