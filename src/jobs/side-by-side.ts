import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Cancelled } from "../base/errors.js";
import { type Compute, type TaskWorkers, taskWorkers } from "../cluster/task-workers.js";
import type { JobContext } from "./context.js";

/** One kind of task. Threads find `compute` in the module, which exports it by its own name. */
export interface TaskKind<Task, Result> {
  readonly module: string;
  readonly compute: Compute<Task, Result>;
}

const program = new URL("../cluster/task-worker.js", import.meta.url);

/**
 * Computes tasks side by side, each on a thread of its own; one after the other on all threads where only one
 * may be computed at once, or where sources are not compiled. The number of threads changes no result.
 */
export function sideBySide<Task, Result>(
  { module, compute }: TaskKind<Task, Result>,
  atOnce: number,
  context: Pick<JobContext, "threads" | "signal">,
): TaskWorkers<Task, Result> {
  const count = Math.min(atOnce, context.threads);
  if (count === 1 || !existsSync(fileURLToPath(program))) return oneByOne(compute, context);
  const workers = taskWorkers<Task, Result>(program, { module, name: compute.name }, count);
  context.signal.addEventListener("abort", () => workers.close(), { once: true });
  return workers;
}

function oneByOne<Task, Result>(
  compute: Compute<Task, Result>,
  { threads, signal }: Pick<JobContext, "threads" | "signal">,
): TaskWorkers<Task, Result> {
  let before: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const isStopped = () => isClosed || signal.aborted;
  return {
    run(task, tell) {
      const own = before.then(() => {
        if (isStopped()) throw new Cancelled("");
        return compute(task, { threads, tell, isStopped });
      });
      before = own.catch(() => undefined);
      return own;
    },
    close() {
      isClosed = true;
    },
  };
}
