import { expect, it } from "vitest";
import { Cancelled, InputError } from "../base/errors.js";
import { taskWorkers } from "./task-workers.js";

/** Speaks as `task-worker.ts` does, in a module that needs no compiled sources. */
const program = new URL(`data:text/javascript,${encodeURIComponent(`
import { parentPort, threadId } from "node:worker_threads";
parentPort.on("message", (task) => {
  if (task === "never") return;
  if (task === "throw") throw new Error("broke down");
  const refused = { place: "a", found: "b", wayOut: "c" };
  if (task === "refuse") return parentPort.postMessage({ error: { message: "", refused } });
  parentPort.postMessage({ note: "half of " + task });
  parentPort.postMessage({ result: { task, threadId } });
});`)}`);

/** The program above asks no module for what it computes. */
const nothing = { module: "", name: "" };

interface Found {
  readonly task: number;
  readonly threadId: number;
}

it("compute every task, on no more threads than asked, and pass on what tasks say", async () => {
  const workers = taskWorkers<number, Found>(program, nothing, 2);
  const notes: string[] = [];
  const tasks = Array.from({ length: 9 }, (_, task) => task);
  const found = await Promise.all(tasks.map((task) => workers.run(task, (note) => notes.push(note))));
  workers.close();
  expect(found.map(({ task }) => task)).toEqual(tasks);
  expect(new Set(found.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(2);
  expect(notes.toSorted()).toEqual(tasks.map((task) => `half of ${task}`));
});

it("cancel what is unfinished when closed, and take nothing more", async () => {
  const workers = taskWorkers<string, Found>(program, nothing, 1);
  const pending = ["never", "waiting"].map((task) => workers.run(task, () => undefined));
  workers.close();
  for (const one of [...pending, workers.run("late", () => undefined)])
    await expect(one).rejects.toThrow(Cancelled);
});

it("pass on refusals as refusals, and go on after a thread broke down", async () => {
  const workers = taskWorkers<string, Found>(program, nothing, 1);
  await expect(workers.run("refuse", () => undefined)).rejects.toThrow(InputError);
  await expect(workers.run("throw", () => undefined)).rejects.toThrow("broke down");
  expect((await workers.run("again", () => undefined)).task).toBe("again");
  workers.close();
});
