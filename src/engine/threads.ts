import { assert } from "../base/errors.js";
import type { Arena } from "./wasm/arena.js";
import { type ChunkKernel, type Kernels, SHARED_KERNELS, type SharedKernel } from "./wasm/kernel-module.js";

/** Starts threads. The engine runs in browsers, too, so it is told how; `src/cluster/` knows how in Node. */
export interface ThreadPort {
  /** Starts a thread for each work, which calls `serve` with it. They never keep a process alive. */
  start(works: readonly ThreadWork[]): ThreadHandle;
}

/** All that a thread needs. Everything in it can be posted to another thread. */
export interface ThreadWork {
  /** 1 and up; 0 is the caller's own thread. */
  readonly thread: number;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Names of the kernels whose work is shared. */
  readonly kernels: readonly string[];
  /** How often to look for more work before falling asleep. */
  readonly looks: number;
  /** Where in memory the threads agree on what to do, in bytes. */
  readonly control: number;
}

export interface ThreadHandle {
  /** Why a thread could not start or broke down, if one did. */
  failure(): string | undefined;
  stop(): void;
}

/** Threads that share work. */
export interface Team {
  /** Including the caller's. */
  readonly threads: number;
  /** Lets a kernel do so many chunks of what a descriptor says; returns when all are done. */
  run(kernel: SharedKernel, descriptor: number, chunks: number): void;
  close(): void;
}

export function singleThread(kernels: Kernels): Team {
  return {
    threads: 1,
    run(kernel, descriptor, chunks) {
      for (let chunk = 0; chunk < chunks; chunk++) kernels[kernel](descriptor, chunk, 0);
    },
    close() {},
  };
}

/** Words of the control memory. */
const ROUND = 0;
const CHUNKS_LEFT = 1;
const CHUNKS_DONE = 2;
const DESCRIPTOR = 3;
const BROKEN_THREAD = 4;
const CLOSING = 5;
const KERNEL = 6;
const CONTROL_BYTES = 64;
/** Some 0.1 ms: what comes between two runs of a training is mostly shorter. */
const LOOKS = 20_000;

/** A team of the caller's thread and others that the port starts; they share the arena's memory. */
export function teamOf(
  threads: { readonly port: ThreadPort; readonly count: number },
  machine: { module: WebAssembly.Module; arena: Arena; kernels: Kernels },
): Team {
  const { module, arena, kernels } = machine;
  const { memory } = arena;
  const alone = singleThread(kernels);
  const control = arena.take(CONTROL_BYTES);
  const words = new Int32Array(memory.buffer, control, CONTROL_BYTES / 4);
  const others = Array.from({ length: threads.count - 1 }, (_, i) => i + 1);
  const handle = threads.port.start(
    others.map((thread) => ({ thread, module, memory, kernels: SHARED_KERNELS, looks: LOOKS, control })),
  );
  let failure: string | undefined;
  const check = () => {
    failure ??= handle.failure();
    if (failure !== undefined) throw new Error(`A thread of the engine broke down: ${failure}`);
  };
  return {
    threads: threads.count,
    run(kernel, descriptor, chunks) {
      assert(Atomics.load(words, CLOSING) === 0, "a team is not used after it was closed");
      check();
      if (chunks <= 1) return alone.run(kernel, descriptor, chunks);
      Atomics.store(words, KERNEL, SHARED_KERNELS.indexOf(kernel));
      Atomics.store(words, DESCRIPTOR, descriptor | 0);
      Atomics.store(words, CHUNKS_DONE, 0);
      // A thread that is late from the round before may begin at once: all else is in place.
      Atomics.store(words, CHUNKS_LEFT, chunks);
      Atomics.add(words, ROUND, 1);
      Atomics.notify(words, ROUND);
      try {
        for (let left = takeChunk(words); left > 0; left = takeChunk(words)) {
          Atomics.add(words, CHUNKS_DONE, 1);
          kernels[kernel](descriptor, left - 1, 0);
        }
      } finally {
        awaitChunks(words, chunks);
      }
      const broken = Atomics.load(words, BROKEN_THREAD);
      if (broken !== 0) failure ??= `thread ${broken} stopped in a computation`;
      check();
    },
    close() {
      Atomics.store(words, CLOSING, 1);
      Atomics.add(words, ROUND, 1);
      Atomics.notify(words, ROUND);
      handle.stop();
    },
  };
}

/** How many chunks were left, this one included; 0 or less where none was. */
function takeChunk(words: Int32Array): number {
  return Atomics.sub(words, CHUNKS_LEFT, 1);
}

/** Sleeps until the others are done; gives back chunks that nobody has begun. */
function awaitChunks(words: Int32Array, chunks: number): void {
  const unbegun = Math.max(0, Atomics.exchange(words, CHUNKS_LEFT, 0));
  if (unbegun > 0) Atomics.add(words, CHUNKS_DONE, unbegun);
  for (let look = 0; look < LOOKS && Atomics.load(words, CHUNKS_DONE) < chunks; ) look++;
  for (let done = Atomics.load(words, CHUNKS_DONE); done < chunks; done = Atomics.load(words, CHUNKS_DONE))
    Atomics.wait(words, CHUNKS_DONE, done);
}

/**
 * What a thread does all its life: sleeps, plays chunks, sleeps. Its text is sent to threads, so it must
 * not use anything from outside itself: the word numbers are those above.
 */
export function serve({ thread, module, memory, kernels, looks, control }: ThreadWork): void {
  const words = new Int32Array(memory.buffer, control, 16);
  const [round, chunksLeft, chunksDone, descriptor, brokenThread, closing, kernel] = [0, 1, 2, 3, 4, 5, 6];
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const shared = kernels.map((name) => exports[name] as ChunkKernel);
  for (let seen = 0; Atomics.load(words, closing) === 0; seen = Atomics.load(words, round)) {
    let left = Atomics.sub(words, chunksLeft, 1);
    for (; left > 0; left = Atomics.sub(words, chunksLeft, 1)) {
      try {
        shared[Atomics.load(words, kernel)](Atomics.load(words, descriptor), left - 1, thread);
      } catch {
        Atomics.store(words, brokenThread, thread);
      }
      Atomics.add(words, chunksDone, 1);
      Atomics.notify(words, chunksDone);
    }
    for (let look = 0; look < looks && Atomics.load(words, round) === seen; ) look++;
    Atomics.wait(words, round, seen);
  }
}
