import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWasmExecutor, compileRollout, referenceExecutor } from "../index.js";
import { fill, randomRollout } from "../random-rollout-fixture.js";
import type { Executor } from "../executor.js";
import type { RandomRollout } from "../random-rollout-fixture.js";

const wasm = createWasmExecutor();

function play(executor: Executor, random: RandomRollout) {
  const session = executor.open(compileRollout(random.rollout, { gradient: true }), random.size);
  fill(session, random);
  const loss = session.run(random.parameters);
  const record = new Float32Array(random.size.periods);
  const records = Array.from({ length: random.size.lanes }, (_, lane) => {
    session.readRecord("last", 2, lane, record, 0);
    return [...record];
  }).flat();
  const result = { loss, gradient: session.gradient.slice(), records, state: session.readState("memory", 4) };
  session.dispose();
  return result;
}

/** The largest difference, in units of the largest number. */
function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, scale] = [0, 1];
  for (let i = 0; i < expected.length; i++) {
    const d = Math.abs(found[i] - expected[i]);
    difference = Math.max(difference, Number.isNaN(d) ? Infinity : d);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return difference / scale;
}

describe("the WebAssembly executor", () => {
  it("computes what the reference computes, for random rollouts", () => {
    const rollouts = fc.record({
      seed: fc.nat(1_000_000),
      operations: fc.integer({ min: 1, max: 30 }),
      lanes: fc.constantFrom(1, 2, 15, 16, 17, 63, 64, 65, 130),
      periods: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(rollouts, ({ seed, operations, lanes, periods }) => {
        const random = randomRollout(seed, { operations, size: { lanes, periods }, stops: true });
        const [found, expected] = [play(wasm, random), play(referenceExecutor, random)];
        expect(distance([found.loss], [expected.loss])).toBeLessThan(1e-5);
        expect(distance(found.records, expected.records)).toBeLessThan(1e-4);
        expect(distance(found.state, expected.state)).toBeLessThan(1e-4);
        expect(distance(found.gradient, expected.gradient)).toBeLessThan(1e-3);
      }),
      { seed: 20_08, numRuns: 200 },
    );
  });
});
