import { workerThreads } from "../cluster/worker-threads.js";
import { type Executor, createWasmExecutor } from "../engine/index.js";

/** One executor of a kind per process: jobs one after the other share its threads and memory. */
const executors = new Map<string, Executor>();

/** The fastest executor of this machine, with fast math only where asked. Threads change no result. */
export function createExecutor(threads: number, { fastMath = false } = {}): Executor {
  const kind = `${threads} ${fastMath}`;
  const known = executors.get(kind);
  if (known) return known;
  const several = threads > 1 ? { threads: { port: workerThreads, count: threads } } : {};
  const made = createWasmExecutor({ ...several, fastMath });
  executors.set(kind, made);
  return made;
}
