import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Cancelled } from "../base/errors.js";
import { type TaskWorkers, taskWorkers } from "../cluster/task-workers.js";
import type { Outcome } from "../training/search/tune.js";
import type { JobContext } from "./context.js";
import { type TrialTask, trainTrial } from "./trial.js";

const program = new URL("./trial-worker.js", import.meta.url);

/**
 * Trains trials side by side, each on a thread of its own; one after the other on all threads where only one
 * may be trained at once, or where sources are not compiled. The number of threads changes no outcome.
 */
export function trialRunner(
  atOnce: number,
  context: Pick<JobContext, "threads" | "signal">,
): TaskWorkers<TrialTask, Outcome> {
  const count = Math.min(atOnce, context.threads);
  if (count === 1 || !existsSync(fileURLToPath(program))) return oneByOne(context);
  const workers = taskWorkers<TrialTask, Outcome>(program, count);
  context.signal.addEventListener("abort", () => workers.close(), { once: true });
  return workers;
}

function oneByOne({
  threads,
  signal,
}: Pick<JobContext, "threads" | "signal">): TaskWorkers<TrialTask, Outcome> {
  let before: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const isStopped = () => isClosed || signal.aborted;
  return {
    run(task, tell) {
      const own = before.then(() => {
        if (isStopped()) throw new Cancelled("");
        return trainTrial(task, { threads, tell, isStopped });
      });
      before = own.catch(() => undefined);
      return own;
    },
    close() {
      isClosed = true;
    },
  };
}
