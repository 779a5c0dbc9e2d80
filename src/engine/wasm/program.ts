import { assert } from "../../base/errors.js";
import { INSTRUCTION_LENGTH, OPCODES } from "../plan.js";
import type { GradientLayout } from "./gradient-layout.js";
import type { Packing, Weights } from "./packing.js";

/** The instructions of a plan as the kernels want them: gradients padded, and weights packed. */
export function program(code: Int32Array, gradients: GradientLayout, packing: Packing): Int32Array {
  const result = code.slice();
  for (let at = 0; at < result.length; at += INSTRUCTION_LENGTH) {
    const opcode = result[at];
    if (opcode === OPCODES.matmul) result[at + 5] = packing.place(weightsOf(result.subarray(at)));
    if (opcode !== OPCODES.outer && opcode !== OPCODES.sumLanes) continue;
    const entry = gradients.entries.get(result[at + 2]);
    assert(entry !== undefined, "gradients are added to whole parameters");
    result[at + 2] = entry.at;
    if (opcode === OPCODES.outer) result[at + 8] = entry.step;
  }
  return result;
}

/** Numbers of scratch memory per lane that the largest outer product needs: both of its sides. */
export function outerRows(code: Int32Array): number {
  let rows = 0;
  for (let at = 0; at < code.length; at += INSTRUCTION_LENGTH)
    if (code[at] === OPCODES.outer) rows = Math.max(rows, code[at + 1] + code[at + 8]);
  return rows;
}

/** The matrix of a matmul instruction. */
function weightsOf([, rowsOut, , , , offset, stepOut, stepIn, , rowsIn]: Int32Array): Weights {
  return { offset, stepOut, stepIn, rowsOut, rowsIn };
}
