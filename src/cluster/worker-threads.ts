import { Worker } from "node:worker_threads";
import { type ThreadPort, serve } from "../engine/index.js";

/** Threads of Node for the engine. They sleep between computations and never keep a process alive. */
export const workerThreads: ThreadPort = {
  start(works) {
    let failure: string | undefined;
    const workers = works.map((work) => {
      // The text of the function instead of a file: it runs as well before the sources are compiled.
      const script = `(${serve.toString()})(require("node:worker_threads").workerData);`;
      const worker = new Worker(script, { eval: true, workerData: work });
      worker.on("error", (error) => {
        failure ??= error instanceof Error ? error.message : String(error);
      });
      worker.unref();
      return worker;
    });
    return {
      failure: () => failure,
      stop() {
        for (const worker of workers) void worker.terminate();
      },
    };
  },
};
