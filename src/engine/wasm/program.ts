import { assert } from "../../base/errors.js";
import { INSTRUCTION_LENGTH, OPCODES } from "../plan.js";
import type { GradientLayout } from "./gradient-layout.js";
import type { Packing, Weights } from "./packing.js";

/** Code as the kernels want it, and the memory that they need for it. */
export interface Program {
  readonly code: Int32Array;
  /** Rows of scratch memory in which outer products transpose a side. */
  readonly outerRows: number;
}

/** Rows that kernels/outer.ts transposes together. */
const SLICE = 16;

/**
 * The instructions of a plan as the kernels want them: gradients at their padded places, weights packed.
 * Different from the plan's are
 *
 *     matmul  [opcode, rows out, target, x, strideX, packed weights, -, -, bias offset or -1, rows in]
 *     outer   [opcode, rows left, gradient, left, strideLeft, right, strideRight, rows right, gradient step]
 *     scatter [opcode, rows, gradient, a, strideA, index, rows of the table, gradient step]
 */
export function program(plan: Int32Array, gradients: GradientLayout, packing: Packing): Program {
  const code: number[] = [];
  let outerRows = 0;
  const gradientAt = (offset: number) => {
    const entry = gradients.entries.get(offset);
    assert(entry !== undefined, "gradients are added to whole parameters");
    return entry;
  };
  for (let at = 0; at < plan.length; at += INSTRUCTION_LENGTH) {
    const instruction = plan.slice(at, at + INSTRUCTION_LENGTH);
    const [opcode, , target, , , , , rowsRight] = instruction;
    if (opcode === OPCODES.matmul) instruction[5] = packing.place(weightsOf(instruction));
    else if (opcode === OPCODES.sumLanes) instruction[2] = gradientAt(target).at;
    else if (opcode === OPCODES.scatter) {
      const { at: gradient, step } = gradientAt(target);
      instruction[2] = gradient;
      instruction[7] = step;
    } else if (opcode === OPCODES.outer) {
      const { at: gradient, step } = gradientAt(target);
      instruction[2] = gradient;
      instruction[8] = step;
      outerRows = Math.max(outerRows, Math.ceil(rowsRight / SLICE) * SLICE);
    }
    code.push(...instruction);
  }
  return { code: Int32Array.from(code), outerRows };
}

/** The matrix of a matmul instruction. */
function weightsOf([, rowsOut, , , , offset, stepOut, stepIn, , rowsIn]: Int32Array): Weights {
  return { offset, stepOut, stepIn, rowsOut, rowsIn };
}
