import { describe, expect, test } from "vitest";
import { hiddenInputs, importsOfTheMachine, mustBeBrowserSafe } from "./browser-safe.js";
import { librarySources } from "./source-tree.js";

const file = (text: string) => ({ path: "src/demand/calendar.ts", text });

describe("the rule that floors 0 to 6 run in a browser", () => {
  test("holds for the lower floors, not for the outside world, tests or the public index", () => {
    expect(mustBeBrowserSafe("src/training/train.ts")).toBe(true);
    expect(mustBeBrowserSafe("src/store/run.ts")).toBe(false);
    expect(mustBeBrowserSafe("src/training/train.test.ts")).toBe(false);
    expect(mustBeBrowserSafe("src/index.ts")).toBe(false);
  });

  test.each([
    `import { readFileSync } from "node:fs";`,
    `import type { Stats } from "node:fs";`,
    `import { join } from "path";`,
    `export { Worker } from "node:worker_threads";`,
    `const fs = await import("node:fs/promises");`,
    `import { JSDOM } from "jsdom";`,
    `import { DuckDBInstance } from "@duckdb/node-api";`,
  ])("refuses %s", (text) => {
    expect(importsOfTheMachine(file(text))).toHaveLength(1);
  });

  test("allows neighbours and pure packages", () => {
    const text = `
      import { a } from "./a.js";
      import { uniform } from "pure-rand/distribution/uniformFloat64";
      import * as Plot from "@observablehq/plot";`;
    expect(importsOfTheMachine(file(text))).toEqual([]);
  });

  test.each([
    `const noise = Math.random() * sigma;`,
    `const draw = Math.random;`,
    `const draw = globalThis.Math.random;`,
    `const start = Date.now();`,
    `const start = performance.now();`,
    `const today = new Date();`,
    `const today = new Date;`,
    `const today = Date();`,
    `const fast = process.env.FAST;`,
    `if (typeof process === "undefined") stop();`,
    `const bytes = Buffer.from(text);`,
    `const here = globalThis.process;`,
  ])("refuses %s", (text) => {
    expect(hiddenInputs(file(text))).toHaveLength(1);
  });

  test("allows dates that are arguments, mentions in words, and properties of the same name", () => {
    const text = `
      // Math.random and Date.now are banned here
      const says = "process.env and new Date()";
      const date = new Date(epochDay * 86_400_000);
      const problem = { process: 1 };
      const step = problem.process + Date.UTC(2025, 0, 1);`;
    expect(hiddenInputs(file(text))).toEqual([]);
  });
});

describe("the source tree below floor 7", () => {
  const files = librarySources().filter(({ path }) => mustBeBrowserSafe(path));

  test("imports nothing of the machine", () => {
    expect(files.flatMap(importsOfTheMachine)).toEqual([]);
  });

  test("reads no clock, no chance without a seed and no environment", () => {
    expect(files.flatMap(hiddenInputs)).toEqual([]);
  });
});
