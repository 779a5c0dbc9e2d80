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
/** Bytes from row to row of the slices that `addProduct` takes. */
export const SLICE_ROW: usize = 64;

/** Rows of `vectors` * 4 numbers, a multiple of 16; all steps are in bytes. `bias` 0 starts from 0. */
export function product(
  out: usize, outStep: usize, rowsOut: i32, x: usize, xStep: usize, vectors: i32,
  packed: usize, rowsIn: i32, bias: usize,
): void {
  const pairStep = <usize>rowsIn << 3;
  for (; vectors >= 4; vectors -= 4) {
    if (xStep == FULL_ROW) {
      columns4(out, outStep, rowsOut, x, FULL_ROW, packed, pairStep, rowsIn, bias, false);
    } else columns4(out, outStep, rowsOut, x, xStep, packed, pairStep, rowsIn, bias, false);
    out += 64;
    x += 64;
  }
}

/**
 * Adds to what is there, for one slice of 1 to 4 vectors; a row of `x` has `SLICE_ROW` bytes. `pairStep` is
 * the number of bytes from one packed pair of rows to the next.
 */
export function addProduct(
  out: usize, outStep: usize, rowsOut: i32, x: usize, vectors: i32,
  packed: usize, pairStep: usize, rowsIn: i32,
): void {
  if (vectors >= 4) {
    columns4(out, outStep, rowsOut, x, SLICE_ROW, packed, pairStep, rowsIn, 0, true);
    return;
  }
  if (vectors >= 2) {
    addColumns2(out, outStep, rowsOut, x, packed, pairStep, rowsIn);
    out += 32;
    x += 32;
  }
  if (vectors & 1) addColumn(out, outStep, rowsOut, x, packed, pairStep, rowsIn);
}

@inline
function columns4(
  out: usize, outStep: usize, rowsOut: i32, x: usize, xStep: usize,
  packed: usize, pairStep: usize, rowsIn: i32, bias: usize, adds: bool,
): void {
  let to = out, from = packed, start = bias, o = rowsOut;
  for (; o >= 2; o -= 2) {
    tile2x4(to, outStep, x, xStep, from, rowsIn, start, adds);
    to += 2 * outStep;
    from += pairStep;
    start += start ? 8 : 0;
  }
  if (o) tile1x4(to, x, xStep, from, rowsIn, start, adds);
}

@inline
function tile2x4(
  out: usize, outStep: usize, x: usize, xStep: usize, packed: usize, rowsIn: i32, bias: usize, adds: bool,
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
  put4(out, a0, a1, a2, a3, adds);
  put4(out + outStep, b0, b1, b2, b3, adds);
}

@inline
function tile1x4(
  out: usize, x: usize, xStep: usize, weights: usize, rowsIn: i32, bias: usize, adds: bool,
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
  put4(out, a0, a1, a2, a3, adds);
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
function put4(out: usize, a0: v128, a1: v128, a2: v128, a3: v128, adds: bool): void {
  v128.store(out, adds ? f32x4.add(v128.load(out), a0) : a0);
  v128.store(out, adds ? f32x4.add(v128.load(out, 16), a1) : a1, 16);
  v128.store(out, adds ? f32x4.add(v128.load(out, 32), a2) : a2, 32);
  v128.store(out, adds ? f32x4.add(v128.load(out, 48), a3) : a3, 48);
}

/** Two vectors of every row. */
function addColumns2(
  out: usize, outStep: usize, rowsOut: i32, x: usize, packed: usize, pairStep: usize, rowsIn: i32,
): void {
  for (; rowsOut >= 4; rowsOut -= 4) {
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0, y = x;
    let first = packed, second = packed + pairStep;
    for (const end = packed + (<usize>rowsIn << 3); first != end; first += 8, second += 8) {
      const x0 = v128.load(y), x1 = v128.load(y, 16);
      const a = v128.load32_splat(first), b = v128.load32_splat(first, 4);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), b0 = plus(b0, b, x0), b1 = plus(b1, b, x1);
      const c = v128.load32_splat(second), d = v128.load32_splat(second, 4);
      c0 = plus(c0, c, x0), c1 = plus(c1, c, x1), d0 = plus(d0, d, x0), d1 = plus(d1, d, x1);
      y += SLICE_ROW;
    }
    packed += 2 * pairStep;
    add2(out, a0, a1);
    add2(out + outStep, b0, b1);
    out += 2 * outStep;
    add2(out, c0, c1);
    add2(out + outStep, d0, d1);
    out += 2 * outStep;
  }
  if (rowsOut == 0) return;
  addColumn(out, outStep, rowsOut, x, packed, pairStep, rowsIn);
  addColumn(out + 16, outStep, rowsOut, x + 16, packed, pairStep, rowsIn);
}

/** One vector of every row. */
function addColumn(
  out: usize, outStep: usize, rowsOut: i32, x: usize, packed: usize, pairStep: usize, rowsIn: i32,
): void {
  for (; rowsOut >= 4; rowsOut -= 4) {
    let a = f32x4.splat(0), b = a, c = a, d = a, y = x;
    let first = packed, second = packed + pairStep;
    for (const end = packed + (<usize>rowsIn << 3); first != end; first += 8, second += 8) {
      const x0 = v128.load(y);
      a = plus(a, v128.load32_splat(first), x0), b = plus(b, v128.load32_splat(first, 4), x0);
      c = plus(c, v128.load32_splat(second), x0), d = plus(d, v128.load32_splat(second, 4), x0);
      y += SLICE_ROW;
    }
    packed += 2 * pairStep;
    add1(out, a);
    add1(out + outStep, b);
    out += 2 * outStep;
    add1(out, c);
    add1(out + outStep, d);
    out += 2 * outStep;
  }
  if (rowsOut >= 2) {
    let a = f32x4.splat(0), b = a, y = x, from = packed;
    for (const end = packed + (<usize>rowsIn << 3); from != end; from += 8, y += SLICE_ROW) {
      const x0 = v128.load(y);
      a = plus(a, v128.load32_splat(from), x0), b = plus(b, v128.load32_splat(from, 4), x0);
    }
    packed += pairStep;
    add1(out, a);
    add1(out + outStep, b);
    out += 2 * outStep;
  }
  if (rowsOut & 1) {
    let a = f32x4.splat(0), y = x, from = packed;
    for (const end = packed + (<usize>rowsIn << 2); from != end; from += 4, y += SLICE_ROW) {
      a = plus(a, v128.load32_splat(from), v128.load(y));
    }
    add1(out, a);
  }
}

@inline
function add2(out: usize, a0: v128, a1: v128): void {
  v128.store(out, f32x4.add(v128.load(out), a0));
  v128.store(out, f32x4.add(v128.load(out, 16), a1), 16);
}

@inline
function add1(out: usize, a: v128): void {
  v128.store(out, f32x4.add(v128.load(out), a));
}
