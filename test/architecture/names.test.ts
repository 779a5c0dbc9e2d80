import { describe, expect, test } from "vitest";
import { namesOfStrangers, registeredThings, type Registered } from "./names.js";
import { folderOf, librarySources, type TextFile } from "./source-tree.js";

/** Folders whose `index.ts` or `registry.ts` files list plug-ins. */
const pluginFolders = ["problems", "policies", "training", "penalties", "evaluation", "store"];

/** Names that are also answers of a contract, as in `gradient: "none"`. */
const wordsOfContracts = new Set(["none"]);

const file = (path: string, text: string): TextFile => ({ path, text });
const byPath = (files: readonly TextFile[]) => new Map(files.map((one) => [one.path, one]));

describe("the rule that only its registry names a thing", () => {
  const lostSales = file(
    "src/problems/lost-sales/lost-sales.ts",
    `export const lostSales = () => ({ name: "lost-sales", summary: "Demand is lost." });`,
  );
  const fixedCost = file(
    "src/problems/fixed-cost.ts",
    `const price = { name: "price", rows: 1 };
     export const fixedCost = { name: joint ? "joint-cost" : "fixed-cost", title: "Fixed cost" };`,
  );
  const shared = file("src/problems/problem.ts", `export interface Problem { readonly name: string }`);
  const registry = file(
    "src/problems/index.ts",
    `import { lostSales } from "./lost-sales/lost-sales.js";
     import { fixedCost } from "./fixed-cost.js";
     import type { Problem } from "./problem.js";
     export const problems = { "lost-sales": lostSales, "fixed-cost": fixedCost };`,
  );
  const files = [lostSales, fixedCost, shared, registry];
  const things = registeredThings(registry, byPath(files));

  test("reads the things from the registry, and not what only describes them", () => {
    expect(things).toEqual<Registered[]>([
      { name: "lost-sales", home: "src/problems/lost-sales/", registry: "src/problems/index.ts" },
      { name: "joint-cost", home: "src/problems/fixed-cost.ts", registry: "src/problems/index.ts" },
      { name: "fixed-cost", home: "src/problems/fixed-cost.ts", registry: "src/problems/index.ts" },
    ]);
  });

  test("a thing, its folder, its note and its registry may say its name", () => {
    const beside = file("src/problems/lost-sales/describe.ts", `export const type = "lost-sales";`);
    const note = file("src/problems/fixed-cost.note.ts", `export const type = "fixed-cost";`);
    expect([...files, beside, note].flatMap((one) => namesOfStrangers(one, things))).toEqual([]);
  });

  test.each([
    `if (problem.name === "lost-sales") charge();`,
    "switch (type) { case `fixed-cost`: break; }",
    `export type Kind = "lost-sales" | "other";`,
  ])("shared code may not: %s", (text) => {
    expect(namesOfStrangers(file("src/training/train.ts", text), things)).toHaveLength(1);
  });

  test("a path to import and a name inside a longer text are no decisions", () => {
    const text = `
      import { lostSales } from "lost-sales";
      const help = "for example lost-sales";`;
    expect(namesOfStrangers(file("src/training/train.ts", text), things)).toEqual([]);
  });
});

describe("the source tree", () => {
  const files = librarySources();
  const listsPlugins = (path: string) =>
    pluginFolders.includes(folderOf(path) ?? "") && /\/(index|registry)\.ts$/.test(path);
  const registries = files.filter(({ path }) => listsPlugins(path));
  const things = registries
    .flatMap((registry) => registeredThings(registry, byPath(files)))
    .filter(({ name }) => !wordsOfContracts.has(name));

  test.each(registries.map(({ path }) => [path]))("%s lists things that say their name", (path) => {
    expect(things.filter(({ registry }) => registry === path)).not.toEqual([]);
  });

  test("names a registered thing only in its own files, its registry, the solvers and the studies", () => {
    // A study sets our numbers beside a printed table, whose rows are names.
    const isStudy = (path: string) => path.startsWith("src/jobs/studies/");
    const mayNotName = files.filter(({ path }) => folderOf(path) !== "solvers" && !isStudy(path));
    expect(mayNotName.flatMap((one) => namesOfStrangers(one, things))).toEqual([]);
  });
});
