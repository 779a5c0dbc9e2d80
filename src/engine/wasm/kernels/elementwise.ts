import * as op from "./opcodes";
import { elu4, exp4, log4, sigmoid4, softplus4, tanh4 } from "./transcendental";

// Elementwise instructions over rows of `rowBytes` bytes. A step is the number of bytes from one row of an
// operand to the next: `rowBytes`, or 0 where one row stands for many.

export function unary(opcode: i32, rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize): void {
  switch (opcode) {
    case op.COPY: return unaryRows(op.COPY, rows, rowBytes, target, a, stepA);
    case op.NEGATE: return unaryRows(op.NEGATE, rows, rowBytes, target, a, stepA);
    case op.EXP: return unaryRows(op.EXP, rows, rowBytes, target, a, stepA);
    case op.LOG: return unaryRows(op.LOG, rows, rowBytes, target, a, stepA);
    case op.SQRT: return unaryRows(op.SQRT, rows, rowBytes, target, a, stepA);
    case op.TANH: return unaryRows(op.TANH, rows, rowBytes, target, a, stepA);
    case op.SIGMOID: return unaryRows(op.SIGMOID, rows, rowBytes, target, a, stepA);
    case op.SOFTPLUS: return unaryRows(op.SOFTPLUS, rows, rowBytes, target, a, stepA);
    case op.ELU: return unaryRows(op.ELU, rows, rowBytes, target, a, stepA);
    case op.FLOOR: return unaryRows(op.FLOOR, rows, rowBytes, target, a, stepA);
    case op.ROUND: return unaryRows(op.ROUND, rows, rowBytes, target, a, stepA);
    default: unreachable();
  }
}

export function binary(
  opcode: i32, rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize, b: usize, stepB: usize,
): void {
  switch (opcode) {
    case op.ADD: return binaryRows(op.ADD, rows, rowBytes, target, a, stepA, b, stepB);
    case op.SUBTRACT: return binaryRows(op.SUBTRACT, rows, rowBytes, target, a, stepA, b, stepB);
    case op.MULTIPLY: return binaryRows(op.MULTIPLY, rows, rowBytes, target, a, stepA, b, stepB);
    case op.DIVIDE: return binaryRows(op.DIVIDE, rows, rowBytes, target, a, stepA, b, stepB);
    case op.MIN: return binaryRows(op.MIN, rows, rowBytes, target, a, stepA, b, stepB);
    case op.MAX: return binaryRows(op.MAX, rows, rowBytes, target, a, stepA, b, stepB);
    case op.GREATER: return binaryRows(op.GREATER, rows, rowBytes, target, a, stepA, b, stepB);
    case op.EQUAL: return binaryRows(op.EQUAL, rows, rowBytes, target, a, stepA, b, stepB);
    case op.STEP: return binaryRows(op.STEP, rows, rowBytes, target, a, stepA, b, stepB);
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

// `opcode` is a constant at every call, so that only one branch of `unary4` remains.
@inline
function unaryRows(opcode: i32, rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      v128.store(target + at, unary4(opcode, v128.load(a + at)));
    }
    target += rowBytes;
    a += stepA;
  }
}

@inline
function binaryRows(
  opcode: i32, rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize, b: usize, stepB: usize,
): void {
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      v128.store(target + at, binary4(opcode, v128.load(a + at), v128.load(b + at)));
    }
    target += rowBytes;
    a += stepA;
    b += stepB;
  }
}

@inline
function unary4(opcode: i32, x: v128): v128 {
  if (opcode == op.NEGATE) return f32x4.neg(x);
  if (opcode == op.EXP) return exp4(x);
  if (opcode == op.LOG) return log4(x);
  if (opcode == op.SQRT) return f32x4.sqrt(x);
  if (opcode == op.TANH) return tanh4(x);
  if (opcode == op.SIGMOID) return sigmoid4(x);
  if (opcode == op.SOFTPLUS) return softplus4(x);
  if (opcode == op.ELU) return elu4(x);
  if (opcode == op.FLOOR) return f32x4.floor(x);
  if (opcode == op.ROUND) return f32x4.nearest(x);
  return x;
}

@inline
function binary4(opcode: i32, a: v128, b: v128): v128 {
  if (opcode == op.ADD) return f32x4.add(a, b);
  if (opcode == op.SUBTRACT) return f32x4.sub(a, b);
  if (opcode == op.MULTIPLY) return f32x4.mul(a, b);
  if (opcode == op.DIVIDE) return f32x4.div(a, b);
  if (opcode == op.MIN) return f32x4.min(a, b);
  if (opcode == op.MAX) return f32x4.max(a, b);
  const one = f32x4.splat(1);
  if (opcode == op.GREATER) return v128.and(f32x4.gt(a, b), one);
  if (opcode == op.EQUAL) return v128.and(f32x4.eq(a, b), one);
  const otherwise = v128.andnot(f32x4.splat(0.5), f32x4.lt(a, b));
  return v128.bitselect(one, otherwise, f32x4.gt(a, b));
}
