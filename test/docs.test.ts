import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../src/cli/commands/index.js";
import { buildProgram } from "../src/cli/program.js";
import { readConfig } from "../src/store/config-file.js";
import { readTree, repositoryRoot } from "./architecture/source-tree.js";
import { blocksOf, commandsOf, pathsOf, relativeLinksOf, type Block } from "./docs/markdown.js";
import { typeErrorsOf } from "./docs/type-check.js";

const pages = [
  ...readdirSync(repositoryRoot)
    .filter((name) => name.endsWith(".md"))
    .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), "utf8") })),
  ...["docs", "src", "examples", "benchmarks"].flatMap((folder) => readTree(folder, [".md"])),
];
const blocks = pages.flatMap(({ path, text }) => blocksOf(text).map((block) => ({ ...block, page: path })));
const shellCommands = blocks
  .filter(({ language }) => language === "sh")
  .flatMap(({ page, ...block }) => commandsOf(block).map((command) => ({ command, page })));

describe("what the pages show", () => {
  test("is shown: the README has a program, a configuration and commands", () => {
    const languages = blocks.filter(({ page }) => page === "README.md").map(({ language }) => language);
    expect(languages).toEqual(expect.arrayContaining(["ts", "yaml", "sh"]));
  });

  test("programs type-check against the public index", () => {
    const programs = blocks.filter(({ language }) => language === "ts");
    const texts = new Map(
      programs.map(({ page, line, text }) => [`${page.replace(/\W/g, "-")}-line-${line}.ts`, text]),
    );
    expect(typeErrorsOf(texts, repositoryRoot)).toEqual([]);
  });

  const isConfiguration = ({ language, text }: Block) => language === "yaml" && /^problem:/m.test(text);
  test.each(blocks.filter(isConfiguration))("the configuration in $page is read", async ({ text }) => {
    const folder = mkdtempSync(join(tmpdir(), "deepstock-docs-"));
    const path = join(folder, "CONFIG.yaml");
    writeFileSync(path, text);
    await expect(readConfig(path)).resolves.toHaveProperty("problem");
    rmSync(folder, { recursive: true });
  });

  const examples = readTree("examples", [".yaml"]).map(({ path }) => [path]);
  test.each(examples)("the configuration %s is read", async (path) => {
    await expect(readConfig(join(repositoryRoot, path))).resolves.toHaveProperty("problem");
  });

  const ours = shellCommands.filter(({ command }) => command.startsWith("deepstock "));
  test.each(ours)("$page: $command", async ({ command }) => {
    const asked: string[] = [];
    const program = buildProgram({
      commands,
      version: "0",
      run: async ({ name }) => void asked.push(name),
      writeHelp: () => undefined,
    });
    const words = command.split(/\s+/).slice(1);
    if (words.includes("--help")) return;
    await program.parseAsync(words, { from: "user" });
    expect(asked).toEqual([words[0]]);
  });

  test("scripts that the pages run exist", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(repositoryRoot, "package.json"), "utf8"),
    );
    const run = shellCommands.flatMap(({ command }) => /^npm run ([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    expect(run).toContain("quickstart");
  });
});

describe("where the pages lead", () => {
  test("every relative link exists", () => {
    const broken = pages.flatMap(({ path, text }) =>
      relativeLinksOf(text)
        .filter((target) => !existsSync(join(repositoryRoot, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("every path of the map and the recipes exists, from the root or from src/", () => {
    const planned = ["server/", "solvers/", "penalties/", "forecasting/"];
    const exists = (path: string) =>
      ["", "src"].some((start) => existsSync(join(repositoryRoot, start, path))) || planned.includes(path);
    const maps = pages.filter(({ path }) => ["ARCHITECTURE.md", "CONTRIBUTING.md"].includes(path));
    expect(maps.flatMap(({ text }) => pathsOf(text)).filter((path) => !exists(path))).toEqual([]);
  });

  test("every dependency has its reason in ARCHITECTURE.md", () => {
    const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
      readFileSync(join(repositoryRoot, "package.json"), "utf8"),
    );
    const map = readFileSync(join(repositoryRoot, "ARCHITECTURE.md"), "utf8");
    expect(Object.keys(dependencies).filter((name) => !map.includes(name))).toEqual([]);
  });
});
