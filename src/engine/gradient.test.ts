import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Session } from "./executor.js";
import { referenceExecutor } from "./executors/reference.js";
import { fill, randomRollout } from "./random-rollout-fixture.js";
import { compileRollout } from "./rollout.js";

/** d loss / d one parameter, from both sides; undefined beside a kink, where the steps' results differ. */
function finiteDifference(session: Session, parameters: Float64Array, index: number): number | undefined {
  const slope = (step: number) => {
    const moved = (by: number) => session.run(parameters.map((x, i) => (i === index ? x + by : x)));
    return (moved(step) - moved(-step)) / (2 * step);
  };
  const [coarse, fine] = [slope(1e-4), slope(1e-5)];
  return Math.abs(coarse - fine) < 1e-5 * (1 + Math.abs(fine)) ? fine : undefined;
}

describe("the gradient of a rollout", () => {
  it("equals finite differences away from kinks, through all periods and derivatives of derivatives", () => {
    let [compared, beside] = [0, 0];
    const rollouts = fc.record({
      seed: fc.nat(1_000_000),
      operations: fc.integer({ min: 1, max: 25 }),
      lanes: fc.integer({ min: 1, max: 3 }),
      periods: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(rollouts, ({ seed, operations, ...size }) => {
        const random = randomRollout(seed, { operations, size });
        const session = referenceExecutor.open(compileRollout(random.rollout, { gradient: true }), size);
        fill(session, random);
        const parameters = Float64Array.from(random.parameters);
        session.run(parameters);
        const found = session.gradient.slice();
        const every = Math.max(1, Math.floor(found.length / 8));
        for (let i = 0; i < found.length; i += every) {
          const expected = finiteDifference(session, parameters, i);
          if (expected === undefined) beside++;
          else {
            compared++;
            expect(Math.abs(found[i] - expected)).toBeLessThan(2e-5 * (1 + Math.abs(expected)));
          }
        }
      }),
      { seed: 7, numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(300);
    expect(beside).toBeLessThan(compared / 20);
  });
});
