import { assert } from "../../base/errors.js";
import { INSTRUCTION_LENGTH, OPCODES } from "../plan.js";
import type { GradientLayout } from "./gradient-layout.js";

/** The instructions of a plan as the kernels want them: gradients at their padded places. */
export function program(code: Int32Array, gradients: GradientLayout): Int32Array {
  const result = code.slice();
  for (let at = 0; at < result.length; at += INSTRUCTION_LENGTH) {
    const opcode = result[at];
    if (opcode !== OPCODES.outer && opcode !== OPCODES.sumLanes) continue;
    const entry = gradients.entries.get(result[at + 2]);
    assert(entry !== undefined, "gradients are added to whole parameters");
    result[at + 2] = entry.at;
    if (opcode === OPCODES.outer) result[at + 8] = entry.step;
  }
  return result;
}

/** Rows of scratch memory that the widest outer product transposes its right side into. */
export function transposedRows(code: Int32Array): number {
  let rows = 0;
  for (let at = 0; at < code.length; at += INSTRUCTION_LENGTH)
    if (code[at] === OPCODES.outer) rows = Math.max(rows, code[at + 8]);
  return rows;
}
