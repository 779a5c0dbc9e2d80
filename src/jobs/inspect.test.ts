import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentProgress } from "../base/progress.js";
import { runInspect } from "./inspect.js";
import { runTrain } from "./train.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

describe("inspecting a run", () => {
  let [folder, run] = ["", ""];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "deepstock-test-"));
    run = join(folder, "run");
    const config = join(folder, "config.yaml");
    const lines = [
      "seed: 1",
      "data: { generate: 'poisson:5', series: 20, periods: 60 }",
      "problem: { type: lost-sales, leadTime: 2, holdingCost: 1, shortageCost: 9 }",
      "policy: { backbone: monotone, head: none, hidden: [8] }",
      "trainer: { maxSteps: 10, lanes: 32 }",
    ];
    await writeFile(config, lines.join("\n"));
    await runTrain({ config, out: run }, context);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("finds that a monotone policy orders less with more stock", async () => {
    const out = join(folder, "inspect.html");
    const job = { runs: [run], x: "on-hand", y: "on-order-1", out };
    const { inspected, optima } = await runInspect(job, context);
    expect(inspected).toHaveLength(4);
    for (const { axis, orders, broken } of inspected) {
      expect(orders[0]).toBeGreaterThan(0);
      orders.forEach((order, state) => {
        if ((state + 1) % axis.length !== 0) expect(orders[state + 1]).toBeLessThanOrEqual(order);
      });
      expect(broken).toHaveLength(axis.length ** 2);
    }
    // With nothing on hand or on order the best order is the best of all, 7 units.
    expect(optima.map((one) => "demand" in one && one.demand)).toEqual(Array(4).fill("poisson:5"));
    for (const one of optima) expect("orders" in one && Math.max(...one.orders)).toBe(7);
    expect(await readFile(out, "utf8")).toContain("Orders by on-hand and on-order-1");
  });

  it.each([
    ["on-shelf", "on-order-1", "no kind of stock"],
    ["on-hand", "on-order-7", "no kind of stock"],
    ["on-hand", "on-hand", "as --x is"],
  ])("refuses %s by %s", async (x, y, found) => {
    const job = { runs: [run], x, y, out: join(folder, "no.html") };
    await expect(runInspect(job, context)).rejects.toThrow(found);
  });
});
