import { assert } from "../base/errors.js";
import type { ParameterTerm } from "./gradient.js";
import { type Homes, isComputed } from "./homes.js";
import { INSTRUCTION_LENGTH, OPCODES, type OpcodeName, type ParameterLayout } from "./plan.js";
import type { Parameter, Value } from "./value.js";

/** Writes the instructions of one section, in the order of the calls. */
export interface CodeWriter {
  compute(value: Value): void;
  accumulate(term: ParameterTerm): void;
  loss(value: Value): void;
  copyTo(value: Value, target: number): void;
  code(): Int32Array;
}

export function codeWriter(homes: Homes, parameters: ParameterLayout): CodeWriter {
  const code: number[] = [];
  const emit = (opcode: OpcodeName, ...operands: number[]) => {
    const instruction = [OPCODES[opcode], ...operands];
    assert(instruction.length <= INSTRUCTION_LENGTH, `${opcode} fits an instruction`);
    while (instruction.length < INSTRUCTION_LENGTH) instruction.push(0);
    code.push(...instruction);
  };
  const offset = (parameter: Parameter) => parameters.entries.get(parameter.name)!.offset;
  return {
    compute(value) {
      if (!isComputed(value)) return;
      const target = homes.place(value);
      compute(value, target, { emit, offset, homes });
      homes.settled(value, target);
      for (const input of value.inputs) homes.release(input);
    },
    accumulate({ parameter, left, right, index }) {
      const l = homes.operand(left);
      if (index) {
        const { at } = homes.operand(index);
        emit("scatter", left.rows, offset(parameter), l.at, l.stride, at, parameter.rows, left.rows);
        homes.release(index);
      } else if (right) {
        const r = homes.operand(right);
        emit("outer", left.rows, offset(parameter), l.at, l.stride, r.at, r.stride, right.rows);
        homes.release(right);
      } else emit("sumLanes", left.rows, offset(parameter), l.at, l.stride);
      homes.release(left);
    },
    loss(value) {
      emit("loss", 1, 0, homes.operand(value).at);
      homes.release(value);
    },
    copyTo(value, target) {
      const { at, stride } = homes.operand(value);
      if (at !== target) emit("copy", value.rows, target, at, stride);
      homes.release(value);
    },
    code: () => Int32Array.from(code),
  };
}

interface Emitter {
  readonly homes: Homes;
  emit(opcode: OpcodeName, ...operands: number[]): void;
  offset(parameter: Parameter): number;
}

function compute(value: Value, target: number, { emit, homes, offset }: Emitter): void {
  const { operation, inputs, rows } = value;
  switch (operation.kind) {
    case "unary":
    case "binary":
    case "select": {
      const operands = inputs.map(homes.operand).flatMap(({ at, stride }) => [at, stride]);
      return emit(operation.kind === "select" ? "select" : operation.name, rows, target, ...operands);
    }
    case "concat": {
      let row = target;
      for (const part of inputs) {
        const { at, stride } = homes.operand(part);
        emit("copy", part.rows, row, at, stride);
        row += part.rows;
      }
      return;
    }
    case "sumRows": {
      const { at, stride } = homes.operand(inputs[0]);
      return emit("sumRows", inputs[0].rows, target, at, stride);
    }
    case "spread":
      return emit("spread", rows, target, offset(operation.parameter));
    case "gather": {
      const { at } = homes.operand(inputs[0]);
      return emit("gather", rows, target, at, offset(operation.parameter), operation.parameter.rows);
    }
    case "matmul": {
      const { parameter, transposed, bias, from = 0 } = operation;
      const x = homes.operand(inputs[0]);
      const [stepOut, stepIn] = transposed ? [1, parameter.columns] : [parameter.columns, 1];
      const biasAt = bias ? offset(bias) + from : -1;
      const weights = [offset(parameter) + from * stepOut, stepOut, stepIn, biasAt, inputs[0].rows];
      return emit("matmul", rows, target, x.at, x.stride, ...weights);
    }
    default:
      assert(false, `${operation.kind} is not computed`);
  }
}
