import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { INSTRUCTION_LENGTH, OPCODES, type Plan, SPACES, SPACE_SHIFT } from "../../src/engine/plan.js";
import { engine } from "../../src/index.js";
import { repositoryRoot } from "../architecture/source-tree.js";
import { blocksOf } from "./markdown.js";

const blocks = blocksOf(readFileSync(join(repositoryRoot, "docs/engine.md"), "utf8"));
const blockOf = (language: string) => blocks.find((block) => block.language === language)!.text;

/** Runs the program of the page, and gives what it calls plan, cost and slope. */
function played(): { plan: Plan; cost: number; slope: number } {
  const { outputText } = ts.transpileModule(blockOf("ts"), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const body = outputText.replace(/^import .*$/m, "");
  const play = new Function("engine", `${body}; return { plan, cost, slope };`);
  return play(engine) as ReturnType<typeof played>;
}

const opcodeNames = new Map(Object.entries(OPCODES).map(([name, opcode]) => [opcode as number, name]));

/** A plan as the page shows it. Only for instructions that the example has. */
function listing(plan: Plan): string {
  const rowOf = (address: number) => address & ((1 << SPACE_SHIFT) - 1);
  const place = (address: number) => `${SPACES[address >> SPACE_SHIFT]}[${rowOf(address)}]`;
  const line = (code: Int32Array) => {
    const [opcode, , target, a, , b] = code;
    const name = opcodeNames.get(opcode)!;
    const operands: Record<string, [string, string]> = {
      spread: [place(target), `parameters[${a}]`],
      loss: ["", place(a)],
      sumLanes: [`gradient[${target}]`, place(a)],
    };
    const binary = opcode >= OPCODES.add && opcode < OPCODES.select;
    const [to, from] = operands[name] ?? [place(target), binary ? `${place(a)} ${place(b)}` : place(a)];
    return `  ${name.padEnd(12)}${to.padEnd(16)}${from}`;
  };
  const lines = (code: Int32Array) =>
    Array.from({ length: code.length / INSTRUCTION_LENGTH }, (_, i) =>
      line(code.subarray(i * INSTRUCTION_LENGTH, (i + 1) * INSTRUCTION_LENGTH)),
    );
  return ["forward", ...lines(plan.forward), "backward", ...lines(plan.backward), ""].join("\n");
}

describe("docs/engine.md", () => {
  test("shows the plan that the example compiles to", () => {
    expect(listing(played().plan)).toBe(blockOf("text"));
  });

  test("says what the example computes", () => {
    const { cost, slope } = played();
    expect([cost, slope]).toEqual([37, -14]);
  });
});
