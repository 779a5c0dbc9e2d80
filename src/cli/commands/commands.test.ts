import { readFileSync, readdirSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { buildProgram } from "../program.js";
import { commands } from "./index.js";

/** The words that acceptance runs; more is welcome, less is not. */
const contract: readonly string[] = [
  "quickstart",
  "quickstart --out DIR",
  "import CONFIG.yaml --out DATA",
  "train CONFIG.yaml --out RUN",
  "train CONFIG.yaml --data DATA --out RUN --resume",
  "tune CONFIG.yaml --out DIR --resume",
  "backtest RUN",
  "backtest RUN --from 2024-01-01 --to 2024-02-01 --policies base-stock,constant",
  "recommend RUN --stock S.csv --as-of 2024-01-01 --out O.csv",
  "recommend RUN --stock S.csv --on-order P.csv --sales T.csv --as-of 2024-01-01 --out O.csv",
  "solve lost-sales",
  "solve lost-sales --demand poisson:5 --lead-time 4 --holding-cost 1 --shortage-cost 9",
  "study zipkin-2008",
  "study zipkin-2008 --quick",
  "list",
  "list problems",
  "bench",
  "bench train-1024x50",
  "bench --history history.json",
];

describe("the commands", () => {
  test.each(contract)("deepstock %s is understood, alone and with the global options", async (line) => {
    const asked: string[] = [];
    const run = async ({ name }: { name: string }) => void asked.push(name);
    for (const globals of ["", " --json --seed 7 --threads 2 --quiet"]) {
      const program = buildProgram({ commands, version: "0", run, writeHelp: () => undefined });
      await program.parseAsync(`${line}${globals}`.split(" "), { from: "user" });
    }
    const name = line.split(" ")[0];
    expect(asked).toEqual([name, name]);
  });

  test("summaries are one sentence", () => {
    for (const { summary } of commands) expect(summary).toMatch(/^[A-Z][^.!?]+(\.html[^.!?]*)?\.$/);
  });

  test("load their jobs only when they run, so that the help is quick", () => {
    const folder = new URL("./", import.meta.url);
    const eager = readdirSync(folder)
      .filter((name) => !name.endsWith(".test.ts"))
      .flatMap((name) => eagerImportsOf(name, readFileSync(new URL(name, folder), "utf8")))
      .filter((specifier) => !/^\.\/|^\.\.\/(command|format\/)/.test(specifier));
    expect(eager).toEqual([]);
  });
});

function eagerImportsOf(name: string, text: string): string[] {
  return ts
    .createSourceFile(name, text, ts.ScriptTarget.ES2023)
    .statements.filter(ts.isImportDeclaration)
    .filter(({ importClause }) => importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text);
}
