import { Worker } from "node:worker_threads";
import { Cancelled, InputError } from "../base/errors.js";

/** Computes a task, wherever it is. */
export type Compute<Task, Result> = (task: Task, host: TaskHost) => Promise<Result>;

/** What a task is given where it is computed. */
export interface TaskHost {
  /** Threads that it may use; they change no result. */
  readonly threads: number;
  /** Hears how far the task is, in a few words. */
  tell(note: string): void;
  isStopped(): boolean;
}

/** Where a thread finds what computes its tasks: a module, and the name that it exports it by. */
export interface Computed {
  readonly module: string;
  readonly name: string;
}

/** What a thread says of its task: a word on the way, and at the end a result or an error. */
export type Reply =
  | { readonly note: string }
  | { readonly result: unknown }
  | { readonly error: { readonly message: string; readonly refused?: Refused } };

type Refused = Pick<InputError, "place" | "found" | "wayOut">;

/** Threads that compute tasks, each one at a time. Tasks and results are copied between threads. */
export interface TaskWorkers<Task, Result> {
  /** Waits for its turn. `tell` hears what the task says on its way. */
  run(task: Task, tell: (note: string) => void): Promise<Result>;
  /** Ends all threads at once; what is not finished is cancelled. */
  close(): void;
}

interface Waiting {
  readonly task: unknown;
  readonly tell: (note: string) => void;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Up to `count` threads of the program, which is `task-worker.js`; each is started when it is first needed.
 * Which thread computes a task is left to chance, so a task may keep nothing for the next.
 */
export function taskWorkers<Task, Result>(
  program: URL,
  workerData: Computed,
  count: number,
): TaskWorkers<Task, Result> {
  const workers = new Map<Worker, Waiting | undefined>();
  const queue: Waiting[] = [];
  let isClosed = false;
  const start = () => {
    const worker = new Worker(program, { workerData });
    workers.set(worker, undefined);
    const end = (settle: (waiting: Waiting) => void) => {
      const waiting = workers.get(worker);
      if (workers.has(worker)) workers.set(worker, undefined);
      if (waiting) settle(waiting);
      next();
    };
    worker.on("message", (reply: Reply) => {
      if ("note" in reply) workers.get(worker)?.tell(reply.note);
      else if ("error" in reply) end(({ reject }) => reject(errorOf(reply.error)));
      else end(({ resolve }) => resolve(reply.result as never));
    });
    worker.on("error", (error) => {
      const waiting = workers.get(worker);
      workers.delete(worker);
      waiting?.reject(error);
      next();
    });
    return worker;
  };
  const next = () => {
    if (isClosed || queue.length === 0) return;
    const idle = [...workers].find(([, waiting]) => waiting === undefined)?.[0];
    const worker = idle ?? (workers.size < count ? start() : undefined);
    if (worker === undefined) return;
    const waiting = queue.shift();
    workers.set(worker, waiting);
    worker.postMessage(waiting?.task);
  };
  return {
    run(task, tell) {
      if (isClosed) return Promise.reject(new Cancelled(""));
      return new Promise<Result>((resolve, reject) => {
        queue.push({ task, tell, resolve, reject });
        next();
      });
    },
    close() {
      isClosed = true;
      const unfinished = [...workers.values(), ...queue.splice(0)];
      for (const waiting of unfinished) waiting?.reject(new Cancelled(""));
      for (const worker of workers.keys()) void worker.terminate();
      workers.clear();
    },
  };
}

function errorOf({ message, refused }: Extract<Reply, { error: unknown }>["error"]): Error {
  return refused ? new InputError(refused.place, refused.found, refused.wayOut) : new Error(message);
}
