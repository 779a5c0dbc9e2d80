import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Cancelled } from "../base/errors.js";
import { type TaskWorkers, taskWorkers } from "../cluster/task-workers.js";
import type { JobContext } from "./context.js";

/** What a task is given where it is computed. */
export interface TaskHost {
  /** Threads that it may use; they change no result. */
  readonly threads: number;
  /** Hears how far the task is, in a few words. */
  tell(note: string): void;
  isStopped(): boolean;
}

/** One kind of task, in two forms: threads load the program, which serves `compute`. */
export interface TaskKind<Task, Result> {
  readonly program: URL;
  compute(task: Task, host: TaskHost): Promise<Result>;
}

/**
 * Computes tasks side by side, each on a thread of its own; one after the other on all threads where only one
 * may be computed at once, or where sources are not compiled. The number of threads changes no result.
 */
export function sideBySide<Task, Result>(
  { program, compute }: TaskKind<Task, Result>,
  atOnce: number,
  context: Pick<JobContext, "threads" | "signal">,
): TaskWorkers<Task, Result> {
  const count = Math.min(atOnce, context.threads);
  if (count === 1 || !existsSync(fileURLToPath(program))) return oneByOne(compute, context);
  const workers = taskWorkers<Task, Result>(program, count);
  context.signal.addEventListener("abort", () => workers.close(), { once: true });
  return workers;
}

function oneByOne<Task, Result>(
  compute: TaskKind<Task, Result>["compute"],
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
