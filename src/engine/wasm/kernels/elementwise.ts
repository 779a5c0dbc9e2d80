import * as op from "./opcodes";
import * as operations from "./operations";

// Elementwise instructions over rows of `rowBytes` bytes, a multiple of 64. A step is the number of bytes
// from one row of an operand to the next: `rowBytes`, or 0 where one row stands for many.

export function unary(opcode: i32, rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize): void {
  switch (opcode) {
    case op.COPY: return unaryRows<operations.Copy>(rows, rowBytes, target, a, stepA);
    case op.NEGATE: return unaryRows<operations.Negate>(rows, rowBytes, target, a, stepA);
    case op.EXP: return unaryRows<operations.Exp>(rows, rowBytes, target, a, stepA);
    case op.LOG: return unaryRows<operations.Log>(rows, rowBytes, target, a, stepA);
    case op.SQRT: return unaryRows<operations.Sqrt>(rows, rowBytes, target, a, stepA);
    case op.TANH: return unaryRows<operations.Tanh>(rows, rowBytes, target, a, stepA);
    case op.SIGMOID: return unaryRows<operations.Sigmoid>(rows, rowBytes, target, a, stepA);
    case op.SOFTPLUS: return unaryRows<operations.Softplus>(rows, rowBytes, target, a, stepA);
    case op.FLOOR: return unaryRows<operations.Floor>(rows, rowBytes, target, a, stepA);
    case op.ROUND: return unaryRows<operations.Round>(rows, rowBytes, target, a, stepA);
    default: unreachable();
  }
}

export function binary(
  opcode: i32, rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize, b: usize, stepB: usize,
): void {
  switch (opcode) {
    case op.ADD: return binaryRows<operations.Add>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.SUBTRACT: return binaryRows<operations.Subtract>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.MULTIPLY: return binaryRows<operations.Multiply>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.DIVIDE: return binaryRows<operations.Divide>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.MIN: return binaryRows<operations.Min>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.MAX: return binaryRows<operations.Max>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.GREATER: return binaryRows<operations.Greater>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.EQUAL: return binaryRows<operations.Equal>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.STEP: return binaryRows<operations.Step>(rows, rowBytes, target, a, stepA, b, stepB);
    case op.ELU_BACKWARD:
      return binaryRows<operations.EluBackward>(rows, rowBytes, target, a, stepA, b, stepB);
    default: unreachable();
  }
}

export function select(
  rows: i32, rowBytes: usize, target: usize,
  condition: usize, stepCondition: usize, a: usize, stepA: usize, b: usize, stepB: usize,
): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const chosen = f32x4.ne(v128.load(condition + at), zero);
      v128.store(target + at, v128.bitselect(v128.load(a + at), v128.load(b + at), chosen));
    }
    target += rowBytes;
    condition += stepCondition;
    a += stepA;
    b += stepB;
  }
}

// One function for each operation: a choice inside the loop would cost more than most operations.
function unaryRows<Operation>(rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize): void {
  const f = changetype<Operation>(0);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 64) {
      const from = a + at, to = target + at;
      v128.store(to, f.of(v128.load(from)));
      v128.store(to, f.of(v128.load(from, 16)), 16);
      v128.store(to, f.of(v128.load(from, 32)), 32);
      v128.store(to, f.of(v128.load(from, 48)), 48);
    }
    target += rowBytes;
    a += stepA;
  }
}

function binaryRows<Operation>(
  rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize, b: usize, stepB: usize,
): void {
  const f = changetype<Operation>(0);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 64) {
      const left = a + at, right = b + at, to = target + at;
      v128.store(to, f.of(v128.load(left), v128.load(right)));
      v128.store(to, f.of(v128.load(left, 16), v128.load(right, 16)), 16);
      v128.store(to, f.of(v128.load(left, 32), v128.load(right, 32)), 32);
      v128.store(to, f.of(v128.load(left, 48), v128.load(right, 48)), 48);
    }
    target += rowBytes;
    a += stepA;
    b += stepB;
  }
}
