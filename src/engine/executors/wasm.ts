import type { Executor } from "../executor.js";
import { type ThreadPort, singleThread, teamOf } from "../threads.js";
import { arena } from "../wasm/arena.js";
import { instantiate, kernelModule } from "../wasm/kernel-module.js";
import { openOptimizer } from "../wasm/optimizer.js";
import { type Machine, openSession } from "../wasm/session.js";

export interface WasmExecutorOptions {
  /**
   * More threads than the caller's own; `count` includes the caller. The results have the same bits with any
   * number of threads. Without shared memory, as in a page that is not cross-origin isolated, one works.
   */
  readonly threads?: { readonly port: ThreadPort; readonly count: number };
  /**
   * Lets a multiply and an add be rounded once where the processor can: a sixth faster, and given up for it
   * are the same bits on another processor. Off unless set. `hasFastMath` says whether it is there.
   */
  readonly fastMath?: boolean;
}

export interface WasmExecutor extends Executor {
  /** Ends the threads. Sessions that are still open must not run again. */
  close(): void;
}

/**
 * The executor for everyday use: WebAssembly kernels in single precision, lanes computed in blocks whose
 * trajectory stays in cache. What a lane does has the same bits whatever lanes are beside it.
 * @throws InputError where fast math is asked for and not there.
 */
export function createWasmExecutor({ threads, fastMath = false }: WasmExecutorOptions = {}): WasmExecutor {
  const shared = threads !== undefined && threads.count > 1 && typeof SharedArrayBuffer !== "undefined";
  const space = arena({ shared });
  const module = kernelModule({ shared, fastMath });
  const kernels = instantiate(module, space.memory);
  const team = shared ? teamOf(threads, { module, arena: space, kernels }) : singleThread(kernels);
  const machine: Machine = { arena: space, kernels, team };
  return {
    name: fastMath ? "wasm, fast math" : "wasm",
    open: (plan, size) => openSession(plan, size, machine),
    optimizer: (initial, rule) => openOptimizer(initial, rule, machine),
    close: () => team.close(),
  };
}
