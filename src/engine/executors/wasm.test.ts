import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fill, play, randomRollout } from "../random-rollout-fixture.js";
import { compileRollout } from "../rollout.js";
import { dense } from "../value.js";
import { hasFastMath } from "../wasm/kernel-module.js";
import { referenceExecutor } from "./reference.js";
import { createWasmExecutor } from "./wasm.js";

const wasm = createWasmExecutor();
// Node 20 has relaxed SIMD behind a flag.
if (!hasFastMath()) setFlagsFromString("--experimental-wasm-relaxed-simd");
const executors = [wasm, createWasmExecutor({ fastMath: true })];

/** The largest difference, in units of the largest number. */
function distance(found: readonly number[], expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  const scale = expected.reduce((largest, number) => Math.max(largest, Math.abs(number)), 1);
  const differences = expected.map((number, i) => Math.abs(found[i] - number) / scale);
  return differences.reduce((largest, d) => (Number.isNaN(d) ? Infinity : Math.max(largest, d)), 0);
}

const rollouts = fc.record({
  seed: fc.nat(1_000_000),
  operations: fc.integer({ min: 1, max: 30 }),
  lanes: fc.constantFrom(1, 2, 15, 16, 17, 63, 64, 65, 130, 200),
  periods: fc.integer({ min: 1, max: 5 }),
});

describe("the WebAssembly executor", () => {
  it.each(executors)("computes what the reference computes, for random rollouts: $name", (executor) => {
    fc.assert(
      fc.property(rollouts, ({ seed, operations, ...size }) => {
        const random = randomRollout(seed, { operations, size, stops: true });
        const [found, expected] = [play(executor, random), play(referenceExecutor, random)];
        expect(distance([found.loss], [expected.loss])).toBeLessThan(1e-5);
        expect(distance(found.records, expected.records)).toBeLessThan(1e-4);
        expect(distance(found.state, expected.state)).toBeLessThan(1e-4);
        expect(distance(found.gradient, expected.gradient)).toBeLessThan(2e-4);
      }),
      { seed: 20_08, numRuns: 150 },
    );
  });

  it("gives a lane the same bits whatever lanes are beside it, with and without a gradient", () => {
    fc.assert(
      fc.property(rollouts, fc.nat(199), fc.integer({ min: 1, max: 80 }), (shape, from, count) => {
        const { seed, operations, lanes, periods } = shape;
        const random = randomRollout(seed, { operations, size: { lanes, periods } });
        const first = from % lanes;
        const some = Math.min(count, lanes - first);
        const whole = play(wasm, random);
        const part = play(wasm, random, { first, lanes: some, gradient: false });
        expect(part.records).toEqual(whole.records.slice(first * periods, (first + some) * periods));
        expect(part.state.slice(0, some)).toEqual(whole.state.slice(first, first + some));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it("repeats itself bit by bit, in one session and in another", () => {
    const random = randomRollout(11, { operations: 25, size: { lanes: 70, periods: 6 } });
    const session = wasm.open(compileRollout(random.rollout, { gradient: true }), random.size);
    fill(session, random);
    const run = () => ({ loss: session.run(random.parameters), gradient: [...session.gradient] });
    const runs = [run(), run()];
    session.dispose();
    expect(runs[1]).toEqual(runs[0]);
    const { loss, gradient } = play(wasm, random);
    expect({ loss, gradient }).toEqual(runs[0]);
  });

  it("sums millions of terms of one sign to six digits", () => {
    const [lanes, periods] = [40_000, 100];
    const weights = { name: "weights", rows: 2, columns: 3 };
    const bias = { name: "bias", rows: 2, columns: 1 };
    const plan = compileRollout(
      {
        state: {},
        lane: { x: 3 },
        period: {},
        parameters: [weights, bias],
        step: ({ lane }) => ({ state: {}, loss: dense(weights, lane.x, bias).sumRows() }),
      },
      { gradient: true },
    );
    const session = wasm.open(plan, { lanes, periods });
    // Thirds are not exact: each is rounded once, and the exact sums are known.
    const x = [1 / 3, 2 / 3, 4 / 3].map(Math.fround);
    x.forEach((number, row) => session.setLane("x", row, new Float32Array(lanes).fill(number)));
    const loss = session.run(Float32Array.of(1, 1, 1, 1, 1, 1, 0, 0));
    const count = lanes * periods;
    const expected = [...x, ...x, 1, 1].map((number) => number * count);
    session.gradient.forEach((sum, i) => expect(sum / expected[i]).toBeCloseTo(1, 6));
    expect(loss / (2 * count * (x[0] + x[1] + x[2]))).toBeCloseTo(1, 6);
    session.dispose();
  });

  it("rounds a multiply and an add twice, and once only where fast math is asked for", () => {
    const [weight, bias] = ["weight", "bias"].map((name) => ({ name, rows: 1, columns: 1 }));
    const plan = compileRollout(
      {
        state: {},
        lane: { x: 1 },
        period: {},
        parameters: [weight, bias],
        step: ({ lane }) => ({ state: {}, loss: dense(weight, lane.x, bias) }),
      },
      { gradient: false },
    );
    const result = executors.map((executor) => {
      const session = executor.open(plan, { lanes: 1, periods: 1 });
      session.setLane("x", 0, [1 + 2 ** -12]);
      const loss = session.run(Float32Array.of(1 + 2 ** -12, -1 - 2 ** -11));
      session.dispose();
      return loss;
    });
    expect(result[0]).toBe(0);
    // A processor without such an instruction may round twice here, too.
    expect([2 ** -24, 0]).toContain(result[1]);
  });

  it("plays no lanes at all", () => {
    const random = randomRollout(5, { operations: 10, size: { lanes: 0, periods: 3 } });
    const { loss, gradient, records } = play(wasm, random);
    expect(loss).toBe(0);
    expect(gradient.every((number) => number === 0)).toBe(true);
    expect(records).toEqual([]);
  });

  it("opens long horizons at once", () => {
    const random = randomRollout(8, { operations: 40, size: { lanes: 64, periods: 365 } });
    const start = performance.now();
    const session = wasm.open(compileRollout(random.rollout, { gradient: true }), random.size);
    expect(performance.now() - start).toBeLessThan(500);
    session.dispose();
  });

  it("refuses a session that was disposed of, and disposes of it only once", () => {
    const random = randomRollout(8, { operations: 5, size: { lanes: 4, periods: 2 } });
    const session = wasm.open(compileRollout(random.rollout, { gradient: true }), random.size);
    session.dispose();
    session.dispose();
    expect(() => session.run(random.parameters)).toThrow("disposed of");
  });
});
