import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arena } from "./arena.js";

describe("an arena", () => {
  it("gives pieces that do not overlap and are zero, however often they are given back", () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 300_000 }), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (requests) => {
        const space = arena({ shared: false });
        const held: { at: number; bytes: number }[] = [];
        for (const [bytes, givesBack] of requests) {
          const at = space.take(bytes);
          expect(at % 64).toBe(0);
          for (const other of held) expect(at + bytes <= other.at || other.at + other.bytes <= at).toBe(true);
          const piece = space.floats().subarray(at / 4, Math.ceil((at + bytes) / 4));
          expect(piece.every((number) => number === 0)).toBe(true);
          piece.fill(1);
          held.push({ at, bytes });
          if (!givesBack) continue;
          const [oldest] = held.splice(0, 1);
          space.free(oldest.at, oldest.bytes);
        }
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("does not grow where pieces are given back", () => {
    const space = arena({ shared: false });
    const sizes: number[] = [];
    for (let i = 0; i < 1000; i++) {
      const [a, b] = [space.take(100_000), space.take(5_000)];
      space.free(a, 100_000);
      space.free(b, 5_000);
      sizes.push(space.memory.buffer.byteLength);
    }
    expect(sizes.at(-1)).toBe(sizes[0]);
  });

  it("says what to do where there is not so much memory", () => {
    const space = arena({ shared: false });
    expect(() => space.take(5 * 2 ** 30)).toThrow("5121 MiB of memory, more than it can have");
    expect(space.take(1000)).toBeGreaterThan(0);
  });

  it("tells pieces far beyond the first two gibibytes apart", () => {
    const space = arena({ shared: false });
    const at = [0, 1, 2].map(() => space.take(2 ** 30));
    expect(at[2]).toBeGreaterThan(2 ** 31);
    space.floats()[at[2] / 4] = 7;
    expect(space.floats()[at[0] / 4]).toBe(0);
  });
});
