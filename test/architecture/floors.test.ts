import { describe, expect, test } from "vitest";
import { foldersWithoutFloor, importsThatDoNotGoDown } from "./floors.js";
import { librarySources } from "./source-tree.js";

const file = (path: string, text: string) => ({ path, text });

describe("the rule that imports go down", () => {
  test("allows lower floors, the same folder and packages", () => {
    const text = `
      import { a } from "../base/errors.js";
      import type { B } from "./b.js";
      import { c } from "zod";
      export { d } from "./deeper/d.js";`;
    expect(importsThatDoNotGoDown(file("src/problems/lost-sales.ts", text))).toEqual([]);
  });

  test.each([
    ["a higher floor", "src/problems/p/p.ts", `import { train } from "../../training/train.js";`],
    ["a type from above", "src/demand/panel.ts", `import type { Problem } from "../problems/problem.js";`],
    ["a neighbour", "src/training/train.ts", `import { mean } from "../evaluation/mean.js";`],
    ["a re-export from above", "src/base/all.ts", `export * from "../engine/engine.js";`],
    ["a lazy import from above", "src/store/run.ts", `const job = await import("../jobs/train.js");`],
    ["a worker above", "src/engine/t.ts", `new Worker(new URL("../cluster/worker.js", import.meta.url));`],
    ["the public index", "src/jobs/train.ts", `import { train } from "../index.js";`],
  ])("refuses %s", (_, path, text) => {
    expect(importsThatDoNotGoDown(file(path, text))).toHaveLength(1);
  });

  test("lets tests look anywhere", () => {
    const text = `import { train } from "../training/train.js";`;
    expect(importsThatDoNotGoDown(file("src/problems/problem.test.ts", text))).toEqual([]);
  });

  test("refuses a folder that has no floor", () => {
    expect(foldersWithoutFloor([file("src/helpers/x.ts", ""), file("src/index.ts", "")])).toHaveLength(1);
  });
});

describe("the source tree", () => {
  test("imports only go down", () => {
    expect(librarySources().flatMap(importsThatDoNotGoDown)).toEqual([]);
  });

  test("every folder of src/ has a floor", () => {
    expect(foldersWithoutFloor(librarySources())).toEqual([]);
  });
});
