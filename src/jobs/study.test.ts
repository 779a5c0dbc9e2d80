import { describe, expect, it } from "vitest";
import { silentProgress } from "../base/progress.js";
import { runStudy } from "./study.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

describe("what a study cannot do", () => {
  it("is refused by name, with the way out", async () => {
    const searching = runStudy({ name: "zipkin-2008", quick: true, trials: 5 }, context);
    await expect(searching).rejects.toThrow(/--trials: asks zipkin-2008 to search.*Leave it out/s);
    const few = runStudy({ name: "deepstock-retail", quick: true, trials: 0 }, context);
    await expect(few).rejects.toThrow(/--trials: is 0. Write a whole number of at least 1/);
    const reading = runStudy({ name: "zipkin-2008", quick: true, files: { config: "a.yaml" } }, context);
    await expect(reading).rejects.toThrow(/--config: is nothing that zipkin-2008 reads/);
  });
});
