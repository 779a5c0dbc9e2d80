import { parentPort } from "node:worker_threads";
import { InputError } from "../base/errors.js";

/** What a thread says of its task: a word on the way, and at the end a result or an error. */
export type Reply =
  | { readonly note: string }
  | { readonly result: unknown }
  | { readonly error: { readonly message: string; readonly refused?: Refused } };

type Refused = Pick<InputError, "place" | "found" | "wayOut">;

/** Computes what `taskWorkers` sends, as long as this thread lives. */
export function serveTasks<Task, Result>(
  compute: (task: Task, tell: (note: string) => void) => Promise<Result>,
): void {
  const say = (reply: Reply) => parentPort?.postMessage(reply);
  parentPort?.on("message", (task: Task) => {
    compute(task, (note) => say({ note })).then(
      (result) => say({ result }),
      (error: unknown) => say({ error: described(error) }),
    );
  });
}

function described(error: unknown): { readonly message: string; readonly refused?: Refused } {
  if (!(error instanceof Error)) return { message: String(error) };
  if (!(error instanceof InputError)) return { message: error.stack ?? error.message };
  const { message, place, found, wayOut } = error;
  return { message, refused: { place, found, wayOut } };
}
