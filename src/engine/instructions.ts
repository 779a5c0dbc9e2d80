import { assert } from "../base/errors.js";
import type { ParameterTerm } from "./gradient.js";
import {
  INSTRUCTION_LENGTH,
  type Layout,
  OPCODES,
  type OpcodeName,
  type ParameterLayout,
  SPACES,
  type SpaceName,
  address,
} from "./plan.js";
import { type RowAllocator, rowAllocator } from "./row-allocator.js";
import type { Parameter, Value } from "./value.js";

/** Where an operand is read: the address of its first row and the step to the next, 0 or 1. */
interface Operand {
  readonly at: number;
  readonly stride: number;
}

export interface Section {
  /** Values that must outlive the section, for the backward pass. */
  readonly keep: ReadonlySet<Value>;
  /** Addresses into which a value is best computed at once. */
  readonly targets: ReadonlyMap<Value, number>;
  /** Uses besides those by the section's own computations. */
  readonly uses: readonly Value[];
}

/** Writes instructions, section by section, and decides where every value lives. */
export interface CodeWriter {
  begin(order: readonly Value[], section: Section): void;
  compute(value: Value): void;
  accumulate(term: ParameterTerm): void;
  loss(value: Value): void;
  copyTo(value: Value, target: number): void;
  end(): Int32Array;
  rows(): Record<SpaceName, number>;
  constants(): readonly number[];
}

/** The value whose memory a view looks at; itself where it is none. */
export function viewed(value: Value): Value {
  const { kind } = value.operation;
  const isView = kind === "slice" || kind === "repeat" || kind === "stopGradient";
  return isView ? viewed(value.inputs[0]) : value;
}

export function isComputed(value: Value): boolean {
  const { kind } = viewed(value).operation;
  return viewed(value) === value && kind !== "input" && kind !== "constant";
}

export function codeWriter(layouts: {
  lane: Layout;
  period: Layout;
  state: Layout;
  parameters: ParameterLayout;
}): CodeWriter {
  const homes = new Map<Value, number>();
  const pool = constantPool();
  const residual = rowAllocator();
  const temporaries: RowAllocator[] = [];
  let code: number[] = [];
  let section: Section = { keep: new Set(), targets: new Map(), uses: [] };
  let uses = new Map<Value, number>();

  const emit = (opcode: OpcodeName, ...operands: number[]) => {
    const instruction = [OPCODES[opcode], ...operands];
    assert(instruction.length <= INSTRUCTION_LENGTH, `${opcode} fits an instruction`);
    while (instruction.length < INSTRUCTION_LENGTH) instruction.push(0);
    code.push(...instruction);
  };
  const operand = (value: Value): Operand => {
    const { operation } = value;
    switch (operation.kind) {
      case "slice": {
        const whole = operand(value.inputs[0]);
        return { at: whole.at + operation.from * whole.stride, stride: value.rows === 1 ? 0 : whole.stride };
      }
      case "repeat":
        return { at: operand(value.inputs[0]).at, stride: 0 };
      case "stopGradient":
        return operand(value.inputs[0]);
      case "constant":
        return pool.place(operation.column);
      case "input": {
        const space = operation.space === "cotangent" ? "adjoint" : operation.space;
        const layout = operation.space === "cotangent" ? "state" : operation.space;
        const entry = layouts[layout].get(operation.name);
        assert(entry !== undefined, `the input ${operation.space}.${operation.name} was declared`);
        return { at: address(space, entry.row), stride: value.rows === 1 ? 0 : 1 };
      }
      default: {
        const home = homes.get(value);
        assert(home !== undefined, `${operation.kind} is computed before it is used`);
        return { at: home, stride: value.rows === 1 ? 0 : 1 };
      }
    }
  };
  const release = (value: Value) => {
    const owner = viewed(value);
    const left = (uses.get(owner) ?? 0) - 1;
    uses.set(owner, left);
    const home = homes.get(owner);
    if (left > 0 || home === undefined || home >> 24 !== TEMPORARY) return;
    temporaries[temporaries.length - 1].free(home & 0xffffff, owner.rows);
  };
  const offset = (parameter: Parameter) => layouts.parameters.entries.get(parameter.name)!.offset;
  const place = (value: Value): number => {
    const wanted = section.targets.get(value);
    if (wanted !== undefined) return wanted;
    if (section.keep.has(value)) return address("residual", residual.take(value.rows));
    return address("temporary", temporaries[temporaries.length - 1].take(value.rows));
  };

  return {
    begin(order, next) {
      section = next;
      code = [];
      temporaries.push(rowAllocator());
      uses = new Map();
      const used = order.filter(isComputed).flatMap((value) => value.inputs);
      for (const value of [...used, ...next.uses].map(viewed)) uses.set(value, (uses.get(value) ?? 0) + 1);
    },
    compute(value) {
      if (!isComputed(value)) return;
      const target = place(value);
      compute(value, target, { emit, operand, offset });
      homes.set(value, target);
      for (const input of value.inputs) release(input);
    },
    accumulate({ parameter, left, right }) {
      const l = operand(left);
      if (right) {
        const r = operand(right);
        emit("outer", left.rows, offset(parameter), l.at, l.stride, r.at, r.stride, right.rows);
        release(right);
      } else emit("sumLanes", left.rows, offset(parameter), l.at, l.stride);
      release(left);
    },
    loss(value) {
      emit("loss", 1, 0, operand(value).at);
      release(value);
    },
    copyTo(value, target) {
      const { at, stride } = operand(value);
      if (at !== target) emit("copy", value.rows, target, at, stride);
      release(value);
    },
    end: () => Int32Array.from(code),
    rows: () => ({
      ...(Object.fromEntries(SPACES.map((space) => [space, 0])) as Record<SpaceName, number>),
      constant: pool.numbers.length,
      residual: residual.size(),
      temporary: Math.max(0, ...temporaries.map((rows) => rows.size())),
    }),
    constants: () => pool.numbers,
  };
}

const TEMPORARY = SPACES.indexOf("temporary");

interface Emitter {
  emit(opcode: OpcodeName, ...operands: number[]): void;
  operand(value: Value): Operand;
  offset(parameter: Parameter): number;
}

function compute(value: Value, target: number, { emit, operand, offset }: Emitter): void {
  const { operation, inputs, rows } = value;
  switch (operation.kind) {
    case "unary":
    case "binary":
    case "select": {
      const operands = inputs.map((input) => operand(input)).flatMap(({ at, stride }) => [at, stride]);
      return emit(operation.kind === "select" ? "select" : operation.name, rows, target, ...operands);
    }
    case "concat": {
      let row = target;
      for (const part of inputs) {
        const { at, stride } = operand(part);
        emit("copy", part.rows, row, at, stride);
        row += part.rows;
      }
      return;
    }
    case "sumRows": {
      const { at, stride } = operand(inputs[0]);
      return emit("sumRows", inputs[0].rows, target, at, stride);
    }
    case "spread":
      return emit("spread", rows, target, offset(operation.parameter));
    case "matmul": {
      const { parameter, transposed, bias } = operation;
      const x = operand(inputs[0]);
      const [stepOut, stepIn] = transposed ? [1, parameter.columns] : [parameter.columns, 1];
      const biasAt = bias ? offset(bias) : -1;
      const weights = offset(parameter);
      return emit("matmul", rows, target, x.at, x.stride, weights, stepOut, stepIn, biasAt, inputs[0].rows);
    }
    default:
      assert(false, `${operation.kind} is not computed`);
  }
}

function constantPool() {
  const numbers: number[] = [];
  const placed = new Map<string, Operand>();
  return {
    numbers,
    place(column: readonly number[]): Operand {
      const uniform = column.every((entry) => Object.is(entry, column[0]));
      const rows = uniform ? [column[0]] : column;
      const key = rows.map((x) => (Object.is(x, -0) ? "-0" : String(x))).join();
      const known = placed.get(key);
      if (known) return known;
      const place = { at: address("constant", numbers.length), stride: rows.length === 1 ? 0 : 1 };
      numbers.push(...rows);
      placed.set(key, place);
      return place;
    },
  };
}
