import { Descriptor } from "./descriptor";
import { binary, select, unary } from "./elementwise";
import { eluRows } from "./elu";
import { gather, scatter } from "./gather";
import * as op from "./opcodes";
import { outer } from "./outer";
import { product } from "./product";
import { dotLanes, sumLanes, sumOfRow, sumRows } from "./sums";

// The numbers of `SPACES` in src/engine/plan.ts; a test compares the two.
export const CONSTANT: usize = 0;
export const LANE: usize = 1;
export const PERIOD: usize = 2;
export const STATE: usize = 3;
export const STATE_NEXT: usize = 4;
export const RESIDUAL: usize = 5;
export const TEMPORARY: usize = 6;
export const RECORD: usize = 7;
export const ADJOINT: usize = 8;
export const ADJOINT_NEXT: usize = 9;

export const SPACE_SHIFT: u32 = 24;
export const INSTRUCTION_LENGTH: usize = 10;

/**
 * Plays the instructions from `code` to `end` for one block in one period; src/engine/plan.ts says what they
 * mean, and src/engine/wasm/program.ts what differs here. `table` holds where each space begins; `gradient`
 * is kept in single precision, `total` in double, laid out alike. Where the gradient is `fresh`, the first
 * instruction of each parameter sets it. The result is what they added to the loss.
 */
export function play(
  session: Descriptor, table: usize, code: usize, end: usize, gradient: usize, total: usize, fresh: bool,
): f64 {
  const rowBytes = session.rowBytes, parameters = session.parameters;
  let loss: f64 = 0;
  for (; code < end; code += INSTRUCTION_LENGTH * 4) {
    const opcode = word(code, 0), rows = word(code, 1);
    if (opcode <= op.SELECT) {
      elementwise(opcode, rows, rowBytes, table, code);
    } else if (opcode == op.MATMUL) {
      const packed = session.packed + <usize>word(code, 5) * 4, bias = word(code, 8);
      product(
        at(table, code, 2, rowBytes), rowBytes, rows,
        at(table, code, 3, rowBytes), step(code, 4, rowBytes), <i32>(rowBytes >> 4),
        packed, word(code, 9), bias < 0 ? 0 : parameters + <usize>bias * 4,
      );
    } else if (opcode == op.OUTER) {
      addOuter(session, table, code, gradient, fresh && word(code, FIRST) != 0);
    } else if (opcode == op.SUM_LANES) {
      const to = gradient + <usize>word(code, 2) * 4, first = fresh && word(code, FIRST) != 0;
      sumLanes(rows, rowBytes, to, at(table, code, 3, rowBytes), step(code, 4, rowBytes), first);
    } else if (opcode == op.SUM_ROWS) {
      const target = at(table, code, 2, rowBytes);
      sumRows(rows, rowBytes, target, at(table, code, 3, rowBytes), step(code, 4, rowBytes));
    } else if (opcode == op.SPREAD) {
      spread(rows, rowBytes, at(table, code, 2, rowBytes), parameters + <usize>word(code, 3) * 4);
    } else if (opcode == op.GATHER) {
      const entries = parameters + <usize>word(code, 4) * 4, index = at(table, code, 3, rowBytes);
      gather(rows, rowBytes, at(table, code, 2, rowBytes), index, entries, word(code, 5));
    } else if (opcode == op.SCATTER) {
      const to = total + <usize>word(code, 2) * 8, a = at(table, code, 3, rowBytes);
      const index = at(table, code, 5, rowBytes), entryStep = <usize>word(code, 7) * 8;
      scatter(rows, rowBytes, to, entryStep, a, step(code, 4, rowBytes), index, word(code, 6));
    } else if (opcode == op.LOSS) {
      loss += sumOfRow(rowBytes, at(table, code, 3, rowBytes));
    } else {
      unreachable();
    }
  }
  return loss;
}

/** The word that says whether an instruction is the first that adds to its parameter's gradient. */
const FIRST: usize = 9;

/** Where a side has one row, nothing needs to be transposed. */
function addOuter(session: Descriptor, table: usize, code: usize, gradient: usize, fresh: bool): void {
  const rowBytes = session.rowBytes, rowsLeft = word(code, 1), rowsRight = word(code, 7);
  const to = gradient + <usize>word(code, 2) * 4, gradientStep = <usize>word(code, 8) * 4;
  const left = at(table, code, 3, rowBytes), stepLeft = step(code, 4, rowBytes);
  const right = at(table, code, 5, rowBytes), stepRight = step(code, 6, rowBytes);
  if (rowsRight == 1) return dotLanes(rowsLeft, rowBytes, to, left, stepLeft, right, fresh);
  if (rowsLeft == 1) return dotLanes(rowsRight, rowBytes, to, right, stepRight, left, fresh);
  const scratch = table + session.scratchOuter;
  outer(to, gradientStep, rowsLeft, left, stepLeft, rowsRight, right, stepRight, rowBytes, scratch, fresh);
}

function elementwise(opcode: i32, rows: i32, rowBytes: usize, table: usize, code: usize): void {
  const operands = opcode < op.ADD ? 1 : opcode < op.SELECT ? 2 : 3;
  const target = at(table, code, 2, rowBytes);
  // Without repeated rows, all rows together are one long row.
  let whole = word(code, 4) != 0;
  if (operands > 1) whole = whole && word(code, 6) != 0;
  if (operands > 2) whole = whole && word(code, 8) != 0;
  const length = whole ? <usize>rows * rowBytes : rowBytes;
  if (whole) rows = 1;
  const a = at(table, code, 3, rowBytes), stepA = step(code, 4, rowBytes);
  if (opcode == op.ELU) return eluRows(rows, length, target, a, stepA, table + 64);
  if (operands == 1) return unary(opcode, rows, length, target, a, stepA);
  const b = at(table, code, 5, rowBytes), stepB = step(code, 6, rowBytes);
  if (operands == 2) return binary(opcode, rows, length, target, a, stepA, b, stepB);
  const c = at(table, code, 7, rowBytes), stepC = step(code, 8, rowBytes);
  select(rows, length, target, a, stepA, b, stepB, c, stepC);
}

function spread(rows: i32, rowBytes: usize, target: usize, parameter: usize): void {
  for (let row = 0; row < rows; row++) {
    const number = v128.load32_splat(parameter);
    for (let lane: usize = 0; lane < rowBytes; lane += 16) v128.store(target + lane, number);
    target += rowBytes;
    parameter += 4;
  }
}

@inline
function word(code: usize, index: usize): i32 {
  return load<i32>(code + index * 4);
}

/** The pointer of an address that a word holds. */
@inline
function at(table: usize, code: usize, index: usize, rowBytes: usize): usize {
  const address = <u32>word(code, index);
  const base = load<usize>(table + ((address >> SPACE_SHIFT) << 2));
  return base + <usize>(address & 0xffffff) * rowBytes;
}

@inline
function step(code: usize, index: usize, rowBytes: usize): usize {
  return word(code, index) ? rowBytes : 0;
}
