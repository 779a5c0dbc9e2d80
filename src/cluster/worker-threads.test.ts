import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  type Executor,
  type Rollout,
  type ThreadPort,
  type UpdateRule,
  adam,
  compileRollout,
  createWasmExecutor,
  dense,
  hasFastMath,
  momentum,
  referenceExecutor,
} from "../engine/index.js";
import { fill, play, randomRollout } from "../engine/random-rollout-fixture.js";
import { workerThreads } from "./worker-threads.js";

describe("threads of the engine", () => {
  const alone = createWasmExecutor();
  const teams = [2, 3, 8].map((count) => ({
    count,
    executor: createWasmExecutor({ threads: { port: workerThreads, count } }),
  }));
  afterAll(() => teams.forEach(({ executor }) => executor.close()));

  it.each(teams)("$count of them give the bits of one", ({ executor }) => {
    for (const lanes of [1, 65, 500, 1300])
      for (const seed of [1, 2, 3]) {
        const random = randomRollout(seed, { operations: 30, size: { lanes, periods: 4 } });
        const expected = play(alone, random);
        for (let again = 0; again < 5; again++) expect(play(executor, random)).toEqual(expected);
      }
  });

  it.each(teams)("$count of them train large networks to the bits of one", ({ executor }) => {
    const sizes = fc.record({
      inputs: fc.integer({ min: 1, max: 13 }),
      units: fc.integer({ min: 150, max: 260 }),
      lanes: fc.integer({ min: 1, max: 150 }),
      rule: fc.constantFrom(adam({ weightDecay: 0.01 }), momentum()),
    });
    const property = fc.property(sizes, (size) => {
      const [expected, found] = [trained(alone, size), trained(executor, size)];
      expect(found.steps).toEqual(expected.steps);
      expect(Buffer.compare(found.bits, expected.bits)).toBe(0);
    });
    fc.assert(property, { seed: 17, numRuns: 8 });
  });

  it("train large networks as the reference does", () => {
    const size = { inputs: 5, units: 203, lanes: 3, rule: momentum() };
    const [expected, found] = [trained(referenceExecutor, size), trained(alone, size)];
    expected.steps.forEach(({ loss, norm }, i) => {
      expect(found.steps[i].loss / loss).toBeCloseTo(1, 5);
      expect(found.steps[i].norm / norm).toBeCloseTo(1, 5);
    });
  });

  it("give the bits of one with fast math, too", () => {
    if (!hasFastMath()) setFlagsFromString("--experimental-wasm-relaxed-simd");
    const executors = [undefined, { port: workerThreads, count: 3 }].map((threads) =>
      createWasmExecutor({ fastMath: true, ...(threads && { threads }) }),
    );
    const random = randomRollout(1, { operations: 30, size: { lanes: 500, periods: 4 } });
    const [alone, team] = executors.map((executor) => play(executor, random));
    expect(team).toEqual(alone);
    executors.forEach((executor) => executor.close());
  });

  it("say so where one of them breaks down, then and ever after", () => {
    const executor = createWasmExecutor({ threads: { port: withKernels(traps("env")), count: 2 } });
    const random = randomRollout(2, { operations: 20, size: { lanes: 1024, periods: 10 } });
    const session = executor.open(compileRollout(random.rollout, { gradient: true }), random.size);
    fill(session, random);
    const runUntilBroken = () => {
      for (let i = 0; i < 10_000; i++) session.run(random.parameters);
    };
    expect(runUntilBroken).toThrow("A thread of the engine broke down: thread 1");
    expect(() => session.run(random.parameters)).toThrow("broke down");
    executor.close();
  });

  it("say so where one of them could not start", async () => {
    const executor = createWasmExecutor({ threads: { port: withKernels(traps("elsewhere")), count: 2 } });
    const random = randomRollout(2, { operations: 5, size: { lanes: 100, periods: 2 } });
    let failure: unknown;
    for (let i = 0; i < 200 && failure === undefined; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      try {
        play(executor, random);
      } catch (error) {
        failure = error;
      }
    }
    expect(String(failure)).toContain("broke down");
    executor.close();
  });

  it("are gone after closing", () => {
    const executor = createWasmExecutor({ threads: { port: workerThreads, count: 2 } });
    const random = randomRollout(2, { operations: 5, size: { lanes: 100, periods: 2 } });
    const session = executor.open(compileRollout(random.rollout, { gradient: false }), random.size);
    executor.close();
    expect(() => session.run(random.parameters)).toThrow("after it was closed");
  });
});

interface Trained {
  readonly inputs: number;
  readonly units: number;
  readonly lanes: number;
  readonly rule: UpdateRule;
}

/** Three steps of a network whose weights and gradients are more than one chunk. */
function trained(executor: Executor, { inputs, units, lanes, rule }: Trained) {
  const matrix = (name: string, rows: number, columns: number) => ({ name, rows, columns });
  const [first, bias] = [matrix("first", units, inputs), matrix("bias", units, 1)];
  const [second, last] = [matrix("second", units, units), matrix("last", 1, units)];
  const step: Rollout["step"] = ({ lane }) => {
    const hidden = dense(second, dense(first, lane.x, bias).tanh()).tanh();
    const error = dense(last, hidden).sub(1);
    return { state: {}, loss: error.mul(error) };
  };
  const inputsOf = { state: {}, lane: { x: inputs }, period: {}, parameters: [first, bias, second, last] };
  const plan = compileRollout({ ...inputsOf, step }, { gradient: true });
  const session = executor.open(plan, { lanes, periods: 1 });
  for (let row = 0; row < inputs; row++)
    session.setLane("x", row, Float32Array.from({ length: lanes }, (_, lane) => Math.cos(lane * row + lane)));
  const initial = Float32Array.from({ length: plan.parameters.length }, (_, i) => Math.sin(i * i + 1) / 8);
  const optimizer = executor.optimizer(initial, rule);
  const steps = [0.02, 0.01, 0.005].map((learningRate) => {
    const loss = session.run(optimizer.parameters);
    const { gradient } = session;
    const norm = optimizer.step({ gradient, divisor: lanes, normMax: 0.5, learningRate, past: 0.5 });
    return { loss, norm };
  });
  const { parameters, average, mean, square } = optimizer.state();
  const bits = Buffer.concat([parameters, average, mean, square].map(({ buffer }) => Buffer.from(buffer)));
  for (const held of [session, optimizer]) held.dispose();
  return { steps, bits };
}

/** Threads that have other kernels than the caller. */
function withKernels(bytes: readonly number[]): ThreadPort {
  const module = new WebAssembly.Module(Uint8Array.from(bytes));
  return { start: (works) => workerThreads.start(works.map((work) => ({ ...work, module }))) };
}

/** Kernels whose runChunk traps. They import the memory from a module of this name. */
function traps(from: string): number[] {
  const text = (letters: string) => [letters.length, ...[...letters].map((letter) => letter.charCodeAt(0))];
  const sharedMemory = [0x02, 0x03, 1, 0x80, 0x80, 0x04];
  const imported = [1, ...text(from), ...text("memory"), ...sharedMemory];
  return [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [0x01, 7, 1, 0x60, 3, 0x7f, 0x7f, 0x7f, 0],
    [0x02, imported.length, ...imported],
    [0x03, 2, 1, 0],
    [0x07, 12, 1, ...text("runChunk"), 0x00, 0],
    [0x0a, 5, 1, 3, 0, 0x00, 0x0b],
  ].flat();
}
