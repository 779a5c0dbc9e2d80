import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { randomStream } from "../../src/base/random.js";
import { deepstock, describeProgram, startDeepstock, type Ended } from "./deepstock.js";
import { contentOf } from "./folder-content.js";
import { trainedRetailer } from "./trained-retailer.js";

const stream = randomStream(11).child("kills");

/** Kills the command at a random moment of its first `withinMs`, where it still runs then. */
async function killAtRandom(home: string, line: string, withinMs: number): Promise<void> {
  const { child, ended } = startDeepstock(home, line);
  await sleep(withinMs * stream.uniform());
  child.kill("SIGKILL");
  await ended;
}

/** Presses Ctrl-C once when the text has appeared. */
async function interrupted(home: string, line: string, begun: string): Promise<Ended> {
  const { child, ended } = startDeepstock(home, line);
  let isPressed = false;
  child.stderr?.on("data", (text: Buffer) => {
    if (!isPressed && text.toString().includes(begun)) isPressed = child.kill("SIGINT");
  });
  return ended;
}

describeProgram("a command that is killed at any moment", () => {
  const retailer = trainedRetailer();

  test("import: there is no panel or a whole one, and importing again gives the same bytes", async () => {
    const home = retailer.copy("import");
    deepstock(home, "import config.yaml --out whole");
    for (let kill = 0; kill < 4; kill++) {
      await killAtRandom(home, "import config.yaml --out data", 600);
      if (readdirSync(home).includes("data"))
        expect(contentOf(join(home, "data"))).toEqual(contentOf(join(home, "whole")));
    }
    expect(deepstock(home, "import config.yaml --out data").exitCode).toBe(0);
    expect(contentOf(join(home, "data"))).toEqual(contentOf(join(home, "whole")));
    expect(readdirSync(home).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("train: resumed as often as it takes, it ends in the bytes of a run never stopped", async () => {
    const home = retailer.copy("train");
    const config = readFileSync(join(home, "config.yaml"), "utf8").replace("maxSteps: 60", "maxSteps: 240");
    writeFileSync(join(home, "config.yaml"), config);
    const run = join(home, "stopped");
    const line = "train config.yaml --out stopped --resume";
    const { child, ended } = startDeepstock(home, line);
    while (!existsSync(join(run, "checkpoint/latest.safetensors"))) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(join(run, "policy.safetensors"))).toBe(false);
    for (let kill = 0; kill < 5; kill++) await killAtRandom(home, line, 1200);
    for (const out of ["stopped", "unstopped"]) {
      const { exitCode, error } = deepstock(home, `train config.yaml --out ${out} --resume`);
      expect(exitCode, error).toBe(0);
    }
    expect(contentOf(run)).toEqual(contentOf(join(home, "unstopped")));
  });

  test("backtest: the report is the old or the new one, and nothing else is left", async () => {
    const home = retailer.copy("backtest");
    const line = "backtest run --policies base-stock";
    expect(deepstock(home, "backtest run --policies base-stock --to 2024-01-01").exitCode).toBe(0);
    const report = join(home, "run/report.html");
    const old = readFileSync(report, "utf8");
    const seen: string[] = [];
    for (let kill = 0; kill < 4; kill++) {
      await killAtRandom(home, line, 2500);
      seen.push(readFileSync(report, "utf8"));
    }
    expect(deepstock(home, line).exitCode).toBe(0);
    const made = readFileSync(report, "utf8");
    expect(made).not.toBe(old);
    for (const text of seen) expect(text === old || text === made).toBe(true);
    expect(readdirSync(join(home, "run")).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("recommend: the order file is the old or the new one", async () => {
    const home = retailer.copy("recommend");
    const line = (asOf: string) => `recommend run --stock stock.csv --as-of ${asOf} --out orders.csv`;
    expect(deepstock(home, line("2024-01-15")).exitCode).toBe(0);
    const old = readFileSync(join(home, "orders.csv"), "utf8");
    const seen: string[] = [];
    for (let kill = 0; kill < 6; kill++) {
      await killAtRandom(home, line("2024-02-19"), 700);
      seen.push(readFileSync(join(home, "orders.csv"), "utf8"));
    }
    expect(deepstock(home, line("2024-02-19")).exitCode).toBe(0);
    const made = readFileSync(join(home, "orders.csv"), "utf8");
    expect(made).not.toBe(old);
    for (const text of seen) expect(text === old || text === made).toBe(true);
    expect(readdirSync(home).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("quickstart: it begins again in the folder of the one that was killed", async () => {
    const home = retailer.copy("quickstart");
    for (const withinMs of [1000, 2500, 6000]) await killAtRandom(home, "quickstart", withinMs);
    const { child, ended } = startDeepstock(home, "quickstart");
    await sleep(4000);
    child.kill("SIGKILL");
    expect((await ended).error).toMatch(/Inventing a retailer: 500 series/);
  });
});

describeProgram("Ctrl-C", () => {
  const retailer = trainedRetailer();

  test("stops training, says how to go on, and going on ends in the same bytes", async () => {
    const home = retailer.copy("interrupted");
    rmSync(join(home, "run"), { recursive: true });
    const { exitCode, out, error } = await interrupted(home, "train config.yaml --out run", "Training");
    expect(error).toContain("Stopping at the next safe point.");
    expect(error).toContain("Go on with: deepstock train config.yaml --out run --resume");
    expect([exitCode, out]).toEqual([1, ""]);
    expect(deepstock(home, "train config.yaml --out run --resume").exitCode).toBe(0);
    expect(contentOf(join(home, "run"))).toEqual(contentOf(join(retailer.copy("not-interrupted"), "run")));
  });

  test.each([
    ["import config.yaml --out data", "Reading sales"],
    ["backtest run", "Playing policies"],
    ["quickstart", "Inventing a retailer"],
  ])("%s: stops, and says that and how to run it again", async (line, begun) => {
    const home = retailer.copy(line.split(" ")[0]);
    const { exitCode, out, error } = await interrupted(home, line, begun);
    expect(error).toMatch(/Stopped\. .*again/);
    expect([exitCode, out]).toEqual([1, ""]);
    expect(readdirSync(home)).not.toContain("data");
    expect(readdirSync(join(home, "run"))).not.toContain("report.html");
  });
});
