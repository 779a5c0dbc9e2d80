import { describe, expect, it } from "vitest";
import { silentProgress } from "../../../base/progress.js";
import { partsOf } from "../parts.js";
import { cells } from "./cells.js";
import { compareCells } from "./deepstock-retail.js";

const effort = { items: 2, locations: 20, trials: 1, share: 0.02 };
const signal = new AbortController().signal;
const context = { progress: silentProgress, signal, threads: 1 };

describe("the offline comparison on a synthetic retailer", () => {
  it("compares every cell with the reference, and computes nothing twice", async () => {
    const kept = new Map<string, unknown>();
    const keep = async (name: string, result: unknown) => void kept.set(name, result);
    const first = await compareCells(partsOf({ known: kept, keep }, signal, ""), context, effort);
    expect(first.rows).toHaveLength(cells.length * 3 * 2);
    for (const { keys, value, low, high } of first.rows) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      const isReference = keys.method === "DDPG" && keys.head === "both";
      if (isReference && keys.against === "DDPG both") expect(value).toBe(0);
    }
    expect(kept.size).toBe(cells.length * 2);
    const again = await compareCells(
      { part: async (name) => JSON.parse(JSON.stringify(kept.get(name))) },
      context,
      effort,
    );
    expect(again.rows).toEqual(first.rows);
  }, 120_000);
});
