import { setFlagsFromString } from "node:v8";
import { afterAll, describe, expect, it } from "vitest";
import { type ThreadPort, compileRollout, createWasmExecutor, hasFastMath } from "../engine/index.js";
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
