import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isGenerated, isKernel, isTest, librarySources, readTree, repositoryRoot } from "./source-tree.js";
import {
  bannedWordsIn,
  foldersMissingOnTheMap,
  inheritance,
  longFunctions,
  neverReached,
  titles,
  tooLong,
  untyped,
  vagueFileName,
} from "./tidy.js";

const file = (text: string, path = "src/demand/panel.ts") => ({ path, text });
const lines = (count: number) => Array.from({ length: count }, (_, index) => `  step(${index});`).join("\n");

describe("the rules of tidiness", () => {
  test.each([
    "console.log(cost);",
    "// TODO: later",
    "// @ts-ignore",
    "test.only('x', () => {});",
    "const underage = 9;",
    "const stockoutPenalty = 9;",
    "// the penalty cost of a lost sale",
    'const path = "/home/someone/sales.csv";',
  ])("banned words: %s", (text) => {
    expect(bannedWordsIn(file(text))).toEqual([expect.stringContaining("instead: ")]);
  });

  test("words that merely contain a banned one are fine", () => {
    const text = "const shortageCost = 9; // a structure penalty, allocation of memory";
    expect(bannedWordsIn(file(text))).toEqual([]);
  });

  const vague = ["src/base/utils.ts", "src/demand/helpers/x.ts", "src/cli/common.ts"];
  test.each(vague)("%s says nothing", (path) => {
    expect(vagueFileName(file("", path))).toHaveLength(1);
  });

  test("a line of 111 characters and a file of 401 lines are too long, 110 and 400 are not", () => {
    expect(tooLong(file(`${"x".repeat(110)}\n${"a\n".repeat(399)}`))).toEqual([]);
    expect(tooLong(file("x".repeat(111)))).toHaveLength(1);
    expect(tooLong(file("a\n".repeat(401)))).toHaveLength(1);
  });

  test("a function of 71 lines is too long, however it is written", () => {
    expect(longFunctions(file(`function f() {\n${lines(68)}\n}`))).toEqual([]);
    expect(longFunctions(file(`function f() {\n${lines(69)}\n}`))).toHaveLength(1);
    expect(longFunctions(file(`const f = () => {\n${lines(69)}\n};`))).toHaveLength(1);
    expect(longFunctions(file(`const o = { f() {\n${lines(69)}\n} };`))).toHaveLength(1);
  });

  test("any is refused as a type, not as a word", () => {
    expect(untyped(file("const x = y as any; function f(z: any[]) {}"))).toHaveLength(2);
    expect(untyped(file('// any word\nconst any = "any";'))).toEqual([]);
  });

  test("classes do not inherit, except errors", () => {
    expect(inheritance(file("class Ppo extends Trainer {}"))).toHaveLength(1);
    expect(inheritance(file("class InputError extends Error {}\ninterface A extends B {}"))).toEqual([]);
  });

  test("a file that no entry point reaches is found, through lazy imports and workers too", () => {
    const files = [
      file('import "./a.js"; const b = () => import("./b.js");', "src/index.ts"),
      file('new Worker(new URL("./w.js", import.meta.url));', "src/a.ts"),
      file("", "src/b.ts"),
      file("", "src/w.ts"),
      file('import "./a.js";', "src/dead.ts"),
    ];
    expect(neverReached(files, ["src/index.ts"])).toEqual([expect.stringMatching(/^src\/dead\.ts/)]);
  });

  test("a page has one title, first; a comment in a shell block is none", () => {
    expect(titles(file("# One\n\n```sh\n# not a title\n```\n"))).toEqual([]);
    expect(titles(file("# One\n\n# Two\n"))).toHaveLength(1);
    expect(titles(file("text\n\n# Late\n"))).toHaveLength(1);
    expect(titles(file("## Only a section\n"))).toHaveLength(1);
  });

  test("the map and the folders name each other", () => {
    const map = "| 1 | `engine/` | programs |\n| 0 | `base/` `gone/` | words |\nelsewhere: `policies/`";
    expect(foldersMissingOnTheMap(map, ["base", "engine"])).toEqual([expect.stringContaining("src/gone/")]);
    expect(foldersMissingOnTheMap(map, ["base", "engine", "gone", "new"])).toEqual([
      expect.stringContaining("src/new/"),
    ]);
  });
});

describe("the tree is tidy", () => {
  const library = librarySources();
  const written = ["src", "test", "scripts", "examples", "benchmarks"]
    .flatMap((folder) => readTree(folder, [".ts", ".mjs"]))
    .filter(({ path }) => !isGenerated(path));
  const typed = written.filter(({ path }) => !isKernel(path) && path.endsWith(".ts"));
  const pages = [
    ...readdirSync(repositoryRoot)
      .filter((name) => name.endsWith(".md"))
      .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), "utf8") })),
    ...["docs", "src", "examples", "benchmarks"].flatMap((folder) => readTree(folder, [".md"])),
  ];

  test("no banned words", () => {
    const outsideTheRules = (path: string) => !path.startsWith("test/architecture/");
    const files = [...written.filter(({ path }) => outsideTheRules(path)), ...pages];
    expect(files.flatMap(bannedWordsIn)).toEqual([]);
  });

  test("files are named as the thing in them", () => {
    expect(written.flatMap(vagueFileName)).toEqual([]);
  });

  test("files and lines are short", () => {
    expect(written.flatMap(tooLong)).toEqual([]);
  });

  test("functions fit on a screen", () => {
    expect(typed.filter(({ path }) => !isTest(path)).flatMap(longFunctions)).toEqual([]);
  });

  test("nothing is untyped", () => {
    expect(typed.flatMap(untyped)).toEqual([]);
  });

  test("nothing inherits", () => {
    expect(library.flatMap(inheritance)).toEqual([]);
  });

  test("every file is reached by an export or a command", () => {
    const entryPoints = ["src/index.ts", "src/cli/main.ts"];
    const whole = readTree("src", [".ts"]).filter(({ path }) => !isTest(path) && !isKernel(path));
    expect(neverReached(whole, entryPoints)).toEqual([]);
  });

  test("every page has one title", () => {
    expect(pages.flatMap(titles)).toEqual([]);
  });

  test("ARCHITECTURE.md shows every folder of src/", () => {
    const map = join(repositoryRoot, "ARCHITECTURE.md");
    expect(existsSync(map)).toBe(true);
    const folders = new Set(readTree("src", [".ts"]).map(({ path }) => path.split("/")[1]));
    const names = [...folders].filter((name) => !name.endsWith(".ts"));
    expect(foldersMissingOnTheMap(readFileSync(map, "utf8"), names)).toEqual([]);
  });
});
