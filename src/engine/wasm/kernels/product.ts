import { plus } from "./multiply-add";

// The one heavy loop: out[o] = start + sum over i of weights[o, i] * x[i], for rows of whole vectors. The sum
// runs over i in order in every tile, so a number does not depend on which tile computes it.
//
// Weights are packed: two rows of them at a time, [i][2], so that one pointer walks through both; a last odd
// row stays alone. A tile of 2 rows x 4 vectors keeps eight sums in registers, which measured best (V8,
// x86-64 at 3.65 GHz: 48 GFLOP/s; 4 x 2 gives 45). V8 moves the loads of a basic block to its top and spills
// what does not fit 15 registers. The branches between the steps of the unrolled loop, which are never taken
// because pointers are multiples of 4, end the blocks: with them unrolling gains 5 %, without them it costs a
// third.

/** Bytes of a row of a full block: product is fastest with a step that the compiler knows. */
const FULL_ROW: usize = 128;

/** Rows of `vectors` * 4 numbers, a multiple of 16; all steps are in bytes. `bias` 0 starts from 0. */
export function product(
  out: usize, outStep: usize, rowsOut: i32, x: usize, xStep: usize, vectors: i32,
  packed: usize, rowsIn: i32, bias: usize,
): void {
  const pairStep = <usize>rowsIn << 3;
  for (; vectors >= 4; vectors -= 4) {
    if (xStep == FULL_ROW) {
      columns4(out, outStep, rowsOut, x, FULL_ROW, packed, pairStep, rowsIn, bias);
    } else columns4(out, outStep, rowsOut, x, xStep, packed, pairStep, rowsIn, bias);
    out += 64;
    x += 64;
  }
}

@inline
function columns4(
  out: usize, outStep: usize, rowsOut: i32, x: usize, xStep: usize,
  packed: usize, pairStep: usize, rowsIn: i32, bias: usize,
): void {
  let to = out, from = packed, start = bias, o = rowsOut;
  for (; o >= 2; o -= 2) {
    tile2x4(to, outStep, x, xStep, from, rowsIn, start);
    to += 2 * outStep;
    from += pairStep;
    start += start ? 8 : 0;
  }
  if (o) tile1x4(to, x, xStep, from, rowsIn, start);
}

@inline
function tile2x4(
  out: usize, outStep: usize, x: usize, xStep: usize, packed: usize, rowsIn: i32, bias: usize,
): void {
  let a0 = f32x4.splat(0), b0 = a0;
  if (bias) {
    a0 = v128.load32_splat(bias);
    b0 = v128.load32_splat(bias, 4);
  }
  let a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
  const end = packed + (<usize>rowsIn << 3), unrolledEnd = packed + (<usize>(rowsIn & -4) << 3);
  while (packed != unrolledEnd) {
    {
      const x0 = part0(x, xStep, 0), x1 = part1(x, xStep, 0);
      const x2 = part2(x, xStep, 0), x3 = part3(x, xStep, 0);
      const a = v128.load32_splat(packed), b = v128.load32_splat(packed, 4);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
      if (packed == 1) break;
    }
    {
      const x0 = part0(x, xStep, 1), x1 = part1(x, xStep, 1);
      const x2 = part2(x, xStep, 1), x3 = part3(x, xStep, 1);
      const a = v128.load32_splat(packed, 8), b = v128.load32_splat(packed, 12);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
      if (packed == 2) break;
    }
    {
      const x0 = part0(x, xStep, 2), x1 = part1(x, xStep, 2);
      const x2 = part2(x, xStep, 2), x3 = part3(x, xStep, 2);
      const a = v128.load32_splat(packed, 16), b = v128.load32_splat(packed, 20);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
      if (packed == 3) break;
    }
    {
      const x0 = part0(x, xStep, 3), x1 = part1(x, xStep, 3);
      const x2 = part2(x, xStep, 3), x3 = part3(x, xStep, 3);
      const a = v128.load32_splat(packed, 24), b = v128.load32_splat(packed, 28);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
    }
    x += 4 * xStep;
    packed += 32;
  }
  while (packed != end) {
    const x0 = part0(x, xStep, 0), x1 = part1(x, xStep, 0);
    const x2 = part2(x, xStep, 0), x3 = part3(x, xStep, 0);
    const a = v128.load32_splat(packed), b = v128.load32_splat(packed, 4);
    a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
    b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
    x += xStep;
    packed += 8;
  }
  put4(out, a0, a1, a2, a3);
  put4(out + outStep, b0, b1, b2, b3);
}

@inline
function tile1x4(
  out: usize, x: usize, xStep: usize, weights: usize, rowsIn: i32, bias: usize,
): void {
  let a0 = bias ? v128.load32_splat(bias) : f32x4.splat(0);
  let a1 = a0, a2 = a0, a3 = a0;
  for (let i = rowsIn; i > 0; i--) {
    const a = v128.load32_splat(weights);
    a0 = plus(a0, a, v128.load(x));
    a1 = plus(a1, a, v128.load(x, 16));
    a2 = plus(a2, a, v128.load(x, 32));
    a3 = plus(a3, a, v128.load(x, 48));
    x += xStep;
    weights += 4;
  }
  put4(out, a0, a1, a2, a3);
}

// Vectors of the row `row` rows behind x. A step that the compiler knows becomes part of the instruction.
@inline
function part0(x: usize, xStep: usize, row: usize): v128 {
  return isConstant(xStep) ? v128.load(x, row * xStep) : v128.load(x + row * xStep);
}

@inline
function part1(x: usize, xStep: usize, row: usize): v128 {
  return isConstant(xStep) ? v128.load(x, row * xStep + 16) : v128.load(x + row * xStep, 16);
}

@inline
function part2(x: usize, xStep: usize, row: usize): v128 {
  return isConstant(xStep) ? v128.load(x, row * xStep + 32) : v128.load(x + row * xStep, 32);
}

@inline
function part3(x: usize, xStep: usize, row: usize): v128 {
  return isConstant(xStep) ? v128.load(x, row * xStep + 48) : v128.load(x + row * xStep, 48);
}

@inline
function put4(out: usize, a0: v128, a1: v128, a2: v128, a3: v128): void {
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, a2, 32);
  v128.store(out, a3, 48);
}
