import { describe, expect, it } from "vitest";
import { Cancelled } from "../../base/errors.js";
import { type KeptParts, partsOf } from "./parts.js";

const going = new AbortController().signal;

function memory(): KeptParts & { known: Map<string, unknown> } {
  const known = new Map<string, unknown>();
  return { known, keep: async (name, result) => void known.set(name, result) };
}

describe("parts of a study", () => {
  it("are computed once, however often the study begins", async () => {
    const kept = memory();
    let computed = 0;
    const study = async () => {
      const { part } = partsOf(kept, going, "");
      return [await part("a", () => ++computed), await part("b", async () => ++computed)];
    };
    expect([await study(), await study()]).toEqual([[1, 2], [1, 2]]);
  });

  it("are all computed where nothing is kept", async () => {
    let computed = 0;
    const { part } = partsOf(undefined, going, "");
    await part("a", () => ++computed);
    expect(await part("a", () => ++computed)).toBe(2);
  });

  it("keep what is finished when the study stops, and say how to go on", async () => {
    const kept = memory();
    const stop = new AbortController();
    const { part, breathe } = partsOf(kept, stop.signal, "Go on with: this");
    await part("first", () => 1);
    const solving = part("second", () => {
      throw new Cancelled("whatever the solver says");
    });
    await expect(solving).rejects.toThrow("Stopped. Go on with: this");
    stop.abort();
    await expect(breathe()).rejects.toThrow("Stopped. Go on with: this");
    await expect(part("third", () => 3)).rejects.toThrow(Cancelled);
    expect([...kept.known]).toEqual([["first", 1]]);
  });

  it("let other errors through", async () => {
    const { part } = partsOf(undefined, going, "");
    const broken = part("a", () => {
      throw new Error("broken");
    });
    await expect(broken).rejects.toThrow("broken");
  });
});
