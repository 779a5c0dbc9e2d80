import { describe, expect, test } from "vitest";
import { folderOf, isTest, librarySources, type TextFile, type Violation } from "./source-tree.js";

/** The loop over periods is compiled in one place; training, evaluation and orders all ask for it there. */
function otherLoops(file: TextFile): Violation[] {
  const folder = folderOf(file.path);
  if (folder === "engine" || folder === "simulation" || isTest(file.path)) return [];
  return /\bcompileRollout\b/.test(file.text)
    ? [`${file.path}: compiles a loop over periods of its own; ask simulation/`]
    : [];
}

describe("the rule of one loop over periods", () => {
  const text = `import { compileRollout } from "../engine/index.js";`;

  test("refuses a second one, and knows the first", () => {
    expect(otherLoops({ path: "src/training/train.ts", text })).toHaveLength(1);
    expect(otherLoops({ path: "src/simulation/simulator.ts", text })).toEqual([]);
  });

  test("is kept in the source tree", () => {
    const files = librarySources();
    expect(files.flatMap(otherLoops)).toEqual([]);
    const callers = files.filter((file) => file.text.includes("compileRollout("));
    expect(callers.map(({ path }) => folderOf(path))).toContain("simulation");
  });
});
