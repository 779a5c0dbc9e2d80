import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Executor, adam, createWasmExecutor, momentum, referenceExecutor } from "./index.js";

const wasm = createWasmExecutor();
const executors: readonly Executor[] = [referenceExecutor, wasm];
const FIVE = Float32Array.of(1, -2, 3, -4, 5);
const plain = { divisor: 1, normMax: Infinity, learningRate: 0.1, past: 0 };

describe.each(executors)("an optimiser of the executor $name", (executor) => {
  it("takes a first step of the learning rate with Adam, whatever the size of the gradient", () => {
    const optimizer = executor.optimizer(Float32Array.of(1, 1, 1), adam());
    optimizer.step({ ...plain, gradient: Float32Array.of(0.5, -1e-3, 0) });
    expect([...optimizer.parameters].map((value) => value.toFixed(5))).toEqual([
      "0.90000",
      "1.10000",
      "1.00000",
    ]);
  });

  it("takes the steps that algorithm 1 of Kingma and Ba gives by hand", () => {
    const optimizer = executor.optimizer(Float32Array.of(1), adam());
    optimizer.step({ ...plain, gradient: Float32Array.of(0.5) });
    optimizer.step({ ...plain, gradient: Float32Array.of(-0.25) });
    // m = 0.9 · 0.05 - 0.1 · 0.25 = 0.02, over 0.19: 0.105263. v = 0.999 · 0.00025 + 0.001 · 0.0625
    // = 0.00031225, over 0.001999: 0.156203, with root 0.395225. The step is 0.1 · 0.266337.
    expect(optimizer.parameters[0]).toBeCloseTo(0.9 - 0.0266337, 6);
    expect(optimizer.state().steps).toBe(2);
  });

  it("gathers velocity with momentum", () => {
    const optimizer = executor.optimizer(Float32Array.of(0), momentum({ momentum: 0.5 }));
    for (let i = 0; i < 3; i++) optimizer.step({ ...plain, gradient: Float32Array.of(1) });
    // Velocities 1, 1.5, 1.75.
    expect(optimizer.parameters[0]).toBeCloseTo(-0.1 * (1 + 1.5 + 1.75), 6);
  });

  it.each([adam(), momentum()])("finds the bottom of a bowl with $kind", (rule) => {
    const optimizer = executor.optimizer(Float32Array.of(5, -3), rule);
    for (let step = 0; step < 800; step++) {
      const [x, y] = optimizer.parameters;
      const gradient = Float32Array.of(2 * (x - 1), 20 * (y - 2));
      optimizer.step({ ...plain, gradient, learningRate: rule.kind === "adam" ? 0.05 : 0.005 });
    }
    expect(optimizer.parameters[0]).toBeCloseTo(1, 2);
    expect(optimizer.parameters[1]).toBeCloseTo(2, 2);
  });

  it("takes weight decay off the parameters, not through the gradient", () => {
    for (const rule of [adam({ weightDecay: 0.5 }), momentum({ weightDecay: 0.5 })]) {
      const optimizer = executor.optimizer(Float32Array.of(8), rule);
      optimizer.step({ ...plain, gradient: Float32Array.of(0) });
      expect(optimizer.parameters[0]).toBeCloseTo(8 - 0.1 * 0.5 * 8, 5);
    }
  });

  it("scales a long gradient down to the norm allowed, and tells the norm it had", () => {
    const optimizer = executor.optimizer(new Float32Array(2), momentum());
    const step = { ...plain, divisor: 10, learningRate: 1 };
    expect(optimizer.step({ ...step, gradient: Float32Array.of(30, -40), normMax: 1 })).toBe(5);
    expect(optimizer.parameters[0]).toBeCloseTo(-0.6, 6);
    expect(optimizer.parameters[1]).toBeCloseTo(0.8, 6);
    const short = executor.optimizer(new Float32Array(2), momentum());
    expect(short.step({ ...step, gradient: Float32Array.of(30, -40), normMax: 6 })).toBe(5);
    expect([...short.parameters]).toEqual([-3, 4]);
  });

  it("averages the parameters of the steps", () => {
    const optimizer = executor.optimizer(Float32Array.of(1), momentum({ momentum: 0 }));
    optimizer.step({ ...plain, gradient: Float32Array.of(10), past: 0.75 });
    expect(optimizer.parameters[0]).toBe(0);
    expect(optimizer.average[0]).toBe(0.75);
  });

  it("goes on where it was restored", () => {
    const gradient = Float32Array.from({ length: 7 }, (_, i) => Math.sin(i));
    const first = executor.optimizer(new Float32Array(7), adam());
    const second = executor.optimizer(new Float32Array(7), adam());
    first.step({ ...plain, gradient, past: 0.5 });
    second.restore(first.state());
    for (const optimizer of [first, second]) optimizer.step({ ...plain, gradient, past: 0.5 });
    expect(second.state()).toEqual(first.state());
  });
});

const numbers = (length: number) =>
  fc.float32Array({ minLength: length, maxLength: length, noNaN: true, min: -100, max: 100 });

describe("the kernels of an optimiser", () => {
  it("give the bits of the reference, for every rule and any number of parameters", () => {
    const rules = fc.constantFrom(
      adam({ weightDecay: 0.01 }),
      momentum({ weightDecay: 0.01 }),
      adam({ beta1: 0.5 }),
    );
    const cases = fc.integer({ min: 1, max: 9 }).chain((length) =>
      fc.record({
        rule: rules,
        initial: numbers(length),
        gradients: fc.array(numbers(length), { minLength: 1, maxLength: 4 }),
        normMax: fc.constantFrom(0.1, 50, Infinity),
      }),
    );
    fc.assert(
      fc.property(cases, ({ rule, initial, gradients, normMax }) => {
        const [expected, found] = executors.map((executor) => {
          const optimizer = executor.optimizer(initial, rule);
          const step = { divisor: 3, normMax, learningRate: 0.03, past: 0.9 };
          const norms = gradients.map((gradient) => optimizer.step({ ...step, gradient }));
          const state = optimizer.state();
          optimizer.dispose();
          return { norms, state };
        });
        expect(found).toEqual(expected);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("give the bits of the reference where there is more to do than one chunk", () => {
    for (const length of [24_575, 24_577, 40_001, 65_536])
      for (const rule of [adam({ weightDecay: 0.01 }), momentum()]) {
        const initial = Float32Array.from({ length }, (_, i) => Math.sin(i));
        const gradient = Float32Array.from({ length }, (_, i) => Math.cos(i * i));
        const [expected, found] = executors.map((executor) => {
          const optimizer = executor.optimizer(initial, rule);
          const step = { gradient, divisor: 3, normMax: 0.5, learningRate: 0.03, past: 0.9 };
          const norms = [optimizer.step(step), optimizer.step({ ...step, normMax: Infinity })];
          const state = optimizer.state();
          optimizer.dispose();
          return { norms, state };
        });
        expect(found.norms).toEqual(expected.norms);
        for (const name of ["parameters", "average", "mean", "square"] as const)
          expect(found.state[name].every((number, i) => number === expected.state[name][i]), name).toBe(true);
      }
  });

  it("follow a gradient that lies in their own memory, which stays as it is", () => {
    const [own, other] = [wasm.optimizer(new Float32Array(5), momentum()), wasm.optimizer(FIVE, momentum())];
    const kept = wasm.optimizer(new Float32Array(3), momentum());
    for (const gradient of [FIVE, other.parameters]) own.step({ ...plain, gradient, divisor: 2 });
    const [copied, lying] = [FIVE.subarray(1, 4), other.parameters.subarray(1, 4)];
    const norms = [copied, lying].map((gradient) => kept.step({ ...plain, gradient, learningRate: 0 }));
    expect(norms[1]).toBe(norms[0]);
    expect([...other.parameters]).toEqual([...FIVE]);
    // Velocities of 1/2 and 0.95 times each entry.
    own.parameters.forEach((x, i) => expect(x).toBeCloseTo(-0.1 * (0.5 + 0.95) * FIVE[i], 6));
  });

  it("refuse a gradient of another length", () => {
    const optimizer = wasm.optimizer(new Float32Array(3), adam());
    expect(() => optimizer.step({ ...plain, gradient: FIVE })).toThrow("5 numbers fits 3 parameters");
  });

  it("refuse to work after they were disposed of", () => {
    const optimizer = wasm.optimizer(new Float32Array(3), adam());
    optimizer.dispose();
    optimizer.dispose();
    expect(() => optimizer.parameters).toThrow("disposed of");
  });
});
