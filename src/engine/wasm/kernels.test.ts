import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { INSTRUCTION_LENGTH, OPCODES, SPACES, SPACE_SHIFT } from "../plan.js";
import { DESCRIPTOR_FIELDS } from "./descriptor.js";

const source = (name: string) => readFileSync(new URL(`kernels/${name}.ts`, import.meta.url), "utf8");
const constants = (text: string) => {
  const found = [...text.matchAll(/^export const (\w+): \w+ = (\d+);/gm)];
  return Object.fromEntries(found.map(([, name, number]) => [name, Number(number)]));
};
const upperCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

describe("the kernels and the TypeScript that calls them", () => {
  it("number the operations alike", () => {
    const expected = Object.entries(OPCODES).map(([name, opcode]) => [upperCase(name), opcode]);
    expect(constants(source("opcodes"))).toEqual(Object.fromEntries(expected));
  });

  it("number the spaces alike, and agree on the size of an instruction", () => {
    const spaces = SPACES.map((name, i) => [upperCase(name), i]);
    const expected = { ...Object.fromEntries(spaces), SPACE_SHIFT, INSTRUCTION_LENGTH };
    expect(constants(source("interpreter"))).toEqual(expected);
  });

  it("have the same fields in a descriptor, in the same order", () => {
    const fields = [...source("descriptor").matchAll(/^ {2}(\w+): (?:usize|i32);/gm)].map(([, name]) => name);
    expect(fields).toEqual(DESCRIPTOR_FIELDS);
  });
});
