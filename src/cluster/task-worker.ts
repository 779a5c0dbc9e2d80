import { parentPort, workerData } from "node:worker_threads";
import { InputError } from "../base/errors.js";
import type { Compute, Computed, Reply } from "./task-workers.js";

// Started by `taskWorkers`: computes what is sent to this thread, which is ended from outside.
const { module, name } = workerData as Computed;
const { [name]: compute } = (await import(module)) as Readonly<Record<string, Compute<unknown, unknown>>>;
const say = (reply: Reply) => parentPort?.postMessage(reply);
const host = { threads: 1, tell: (note: string) => say({ note }), isStopped: () => false };
parentPort?.on("message", (task: unknown) => {
  compute(task, host).then(
    (result) => say({ result }),
    (error: unknown) => say({ error: described(error) }),
  );
});

function described(error: unknown): Extract<Reply, { error: unknown }>["error"] {
  if (!(error instanceof Error)) return { message: String(error) };
  if (!(error instanceof InputError)) return { message: error.stack ?? error.message };
  const { message, place, found, wayOut } = error;
  return { message, refused: { place, found, wayOut } };
}
