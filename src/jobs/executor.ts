import { workerThreads } from "../cluster/worker-threads.js";
import { type Executor, createWasmExecutor } from "../engine/index.js";

/** One executor per number of threads and process: jobs one after the other share its threads and memory. */
const executors = new Map<number, Executor>();

/** The fastest executor of this machine. The number of threads changes no result. */
export function createExecutor(threads: number): Executor {
  const known = executors.get(threads);
  if (known) return known;
  const made = createWasmExecutor(threads > 1 ? { threads: { port: workerThreads, count: threads } } : {});
  executors.set(threads, made);
  return made;
}
