import { assert } from "../../base/errors.js";
import { INSTRUCTION_LENGTH, OPCODES } from "../plan.js";
import type { GradientLayout } from "./gradient-layout.js";
import type { Packing, Weights } from "./packing.js";

/** Code as the kernels want it, and the memory that they need for it. */
export interface Program {
  readonly code: Int32Array;
  /** Rows of scratch memory in which outer products transpose a side. */
  readonly outerRows: number;
  /** Whether it adds to gradients in double precision. */
  readonly scatters: boolean;
}

/** Rows that kernels/outer.ts transposes together. */
const SLICE = 16;

/**
 * The instructions of a plan as the kernels want them: gradients at their padded places, weights packed.
 * Different from the plan's are
 *
 *     matmul  [opcode, rows out, target, x, strideX, packed weights, -, -, bias offset or -1, rows in]
 *     outer   [opcode, rows left, gradient, left, strideLeft, right, strideRight, rows right, gradient step,
 *              whether it is the first that adds to its parameter]
 *     sumLanes [opcode, rows, gradient, a, strideA, -, -, -, -, whether it is the first]
 *     scatter [opcode, rows, gradient, a, strideA, index, rows of the table, gradient step]
 */
export function program(plan: Int32Array, gradients: GradientLayout, packing: Packing): Program {
  const code: number[] = [];
  let outerRows = 0;
  let scatters = false;
  const added = new Set<number>();
  const isFirst = (offset: number) => (added.size < added.add(offset).size ? 1 : 0);
  const gradientAt = (offset: number) => {
    const entry = gradients.entries.get(offset);
    assert(entry !== undefined, "gradients are added to whole parameters");
    return entry;
  };
  for (let at = 0; at < plan.length; at += INSTRUCTION_LENGTH) {
    const instruction = plan.slice(at, at + INSTRUCTION_LENGTH);
    const [opcode, , target, , , , , rowsRight] = instruction;
    if (opcode === OPCODES.matmul) instruction[5] = packing.place(weightsOf(instruction));
    else if (opcode === OPCODES.sumLanes) {
      instruction[2] = gradientAt(target).at;
      instruction[9] = isFirst(target);
    } else if (opcode === OPCODES.scatter) {
      const { at: gradient, step } = gradientAt(target);
      instruction[2] = gradient;
      instruction[7] = step;
      scatters = true;
    } else if (opcode === OPCODES.outer) {
      const { at: gradient, step } = gradientAt(target);
      instruction[2] = gradient;
      instruction[8] = step;
      instruction[9] = isFirst(target);
      outerRows = Math.max(outerRows, Math.ceil(rowsRight / SLICE) * SLICE);
    }
    code.push(...instruction);
  }
  return { code: Int32Array.from(code), outerRows, scatters };
}

/** The matrix of a matmul instruction. */
function weightsOf([, rowsOut, , , , offset, stepOut, stepIn, , rowsIn]: Int32Array): Weights {
  return { offset, stepOut, stepIn, rowsOut, rowsIn };
}
