// The one heavy loop: out[o] = start + sum over i of weights[o, i] * x[i], for rows of whole vectors. The sum
// runs over i in order in every tile, so a number does not depend on which tile computes it.
//
// A tile of 2 rows x 4 vectors keeps eight sums in registers, which measured best (V8, x86-64): 4 x 2 costs
// 6 % more, unrolling over i 25 % more.

/** Rows of `vectors` * 4 numbers, a multiple of 16; all steps are in bytes. `bias` 0 starts from 0. */
export function product(
  out: usize, outStep: usize, rowsOut: i32, x: usize, xStep: usize, vectors: i32,
  weights: usize, stepOut: usize, stepIn: usize, rowsIn: i32, bias: usize,
): void {
  for (; vectors >= 4; vectors -= 4) {
    let to = out, from = weights, start = bias, o = rowsOut;
    for (; o >= 2; o -= 2) {
      tile2x4(to, outStep, x, xStep, from, stepOut, stepIn, rowsIn, start, false);
      to += 2 * outStep;
      from += 2 * stepOut;
      start += start ? 8 : 0;
    }
    if (o) tile1x4(to, x, xStep, from, stepIn, rowsIn, start, false);
    out += 64;
    x += 64;
  }
}

/** As `product`, but adds to what is there; any number of vectors. */
export function addProduct(
  out: usize, outStep: usize, rowsOut: i32, x: usize, xStep: usize, vectors: i32,
  weights: usize, stepOut: usize, stepIn: usize, rowsIn: i32,
): void {
  for (; vectors >= 4; vectors -= 4) {
    let to = out, from = weights, o = rowsOut;
    for (; o >= 2; o -= 2) {
      tile2x4(to, outStep, x, xStep, from, stepOut, stepIn, rowsIn, 0, true);
      to += 2 * outStep;
      from += 2 * stepOut;
    }
    if (o) tile1x4(to, x, xStep, from, stepIn, rowsIn, 0, true);
    out += 64;
    x += 64;
  }
  for (; vectors > 0; vectors--) {
    let to = out, from = weights, o = rowsOut;
    for (; o >= 4; o -= 4) {
      addTile4x1(to, outStep, x, xStep, from, stepOut, stepIn, rowsIn);
      to += 4 * outStep;
      from += 4 * stepOut;
    }
    for (; o > 0; o--) {
      addTile1x1(to, x, xStep, from, stepIn, rowsIn);
      to += outStep;
      from += stepOut;
    }
    out += 16;
    x += 16;
  }
}

@inline
function tile2x4(
  out: usize, outStep: usize, x: usize, xStep: usize,
  weights: usize, stepOut: usize, stepIn: usize, rowsIn: i32, bias: usize, adds: bool,
): void {
  let first = weights, second = weights + stepOut;
  let a0 = f32x4.splat(0), b0 = a0;
  if (bias) {
    a0 = v128.load32_splat(bias);
    b0 = v128.load32_splat(bias, 4);
  }
  let a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
  for (let i = rowsIn; i > 0; i--) {
    const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48);
    const a = v128.load32_splat(first);
    a0 = f32x4.add(a0, f32x4.mul(a, x0));
    a1 = f32x4.add(a1, f32x4.mul(a, x1));
    a2 = f32x4.add(a2, f32x4.mul(a, x2));
    a3 = f32x4.add(a3, f32x4.mul(a, x3));
    const b = v128.load32_splat(second);
    b0 = f32x4.add(b0, f32x4.mul(b, x0));
    b1 = f32x4.add(b1, f32x4.mul(b, x1));
    b2 = f32x4.add(b2, f32x4.mul(b, x2));
    b3 = f32x4.add(b3, f32x4.mul(b, x3));
    x += xStep;
    first += stepIn;
    second += stepIn;
  }
  put4(out, a0, a1, a2, a3, adds);
  put4(out + outStep, b0, b1, b2, b3, adds);
}

@inline
function tile1x4(
  out: usize, x: usize, xStep: usize, weights: usize, stepIn: usize, rowsIn: i32, bias: usize, adds: bool,
): void {
  let a0 = bias ? v128.load32_splat(bias) : f32x4.splat(0);
  let a1 = a0, a2 = a0, a3 = a0;
  for (let i = rowsIn; i > 0; i--) {
    const a = v128.load32_splat(weights);
    a0 = f32x4.add(a0, f32x4.mul(a, v128.load(x)));
    a1 = f32x4.add(a1, f32x4.mul(a, v128.load(x, 16)));
    a2 = f32x4.add(a2, f32x4.mul(a, v128.load(x, 32)));
    a3 = f32x4.add(a3, f32x4.mul(a, v128.load(x, 48)));
    x += xStep;
    weights += stepIn;
  }
  put4(out, a0, a1, a2, a3, adds);
}

@inline
function put4(out: usize, a0: v128, a1: v128, a2: v128, a3: v128, adds: bool): void {
  v128.store(out, adds ? f32x4.add(v128.load(out), a0) : a0);
  v128.store(out, adds ? f32x4.add(v128.load(out, 16), a1) : a1, 16);
  v128.store(out, adds ? f32x4.add(v128.load(out, 32), a2) : a2, 32);
  v128.store(out, adds ? f32x4.add(v128.load(out, 48), a3) : a3, 48);
}

@inline
function addTile4x1(
  out: usize, outStep: usize, x: usize, xStep: usize,
  weights: usize, stepOut: usize, stepIn: usize, rowsIn: i32,
): void {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  let second = weights + stepOut, third = second + stepOut, fourth = third + stepOut;
  for (let i = rowsIn; i > 0; i--) {
    const x0 = v128.load(x);
    a = f32x4.add(a, f32x4.mul(v128.load32_splat(weights), x0));
    b = f32x4.add(b, f32x4.mul(v128.load32_splat(second), x0));
    c = f32x4.add(c, f32x4.mul(v128.load32_splat(third), x0));
    d = f32x4.add(d, f32x4.mul(v128.load32_splat(fourth), x0));
    x += xStep;
    weights += stepIn;
    second += stepIn;
    third += stepIn;
    fourth += stepIn;
  }
  add1(out, a);
  add1(out + outStep, b);
  add1(out + 2 * outStep, c);
  add1(out + 3 * outStep, d);
}

@inline
function addTile1x1(out: usize, x: usize, xStep: usize, weights: usize, stepIn: usize, rowsIn: i32): void {
  let a = f32x4.splat(0);
  for (let i = rowsIn; i > 0; i--) {
    a = f32x4.add(a, f32x4.mul(v128.load32_splat(weights), v128.load(x)));
    x += xStep;
    weights += stepIn;
  }
  add1(out, a);
}

@inline
function add1(out: usize, a: v128): void {
  v128.store(out, f32x4.add(v128.load(out), a));
}
