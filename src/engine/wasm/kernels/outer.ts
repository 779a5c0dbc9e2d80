import { plus } from "./multiply-add";

// With `right` transposed in slices of 16 rows this is a product like any other, whose inner index is the
// lane and whose weights are the rows of `left` where they lie. Tiles are those of product.ts, for its
// reasons. A sum runs over the lanes of one block in one period: more would be no faster and less exact.

/** Bytes of a row of a full block, as in product.ts. */
const FULL_ROW: usize = 128;
/** Bytes from lane to lane of a transposed slice. */
const LANE_STEP: usize = 64;

/**
 * gradient[l, r] += sum over the lanes of left[l] * right[r]; or =, where it is `fresh`. `gradientStep` is a
 * whole number of vectors; numbers behind the last column mean nothing. `scratch` has room for the rows of
 * `right`, rounded up to a multiple of 16.
 */
export function outer(
  gradient: usize, gradientStep: usize, rowsLeft: i32, left: usize, leftStep: usize,
  rowsRight: i32, right: usize, rightStep: usize, rowBytes: usize, scratch: usize, fresh: bool,
): void {
  transpose(scratch, rowsRight, right, rightStep, rowBytes);
  for (let vectors = <i32>(gradientStep >> 4); vectors > 0; vectors -= 4) {
    if (leftStep == FULL_ROW) {
      slice(gradient, gradientStep, rowsLeft, left, FULL_ROW, scratch, min(vectors, 4), rowBytes, fresh);
    } else slice(gradient, gradientStep, rowsLeft, left, leftStep, scratch, min(vectors, 4), rowBytes, fresh);
    gradient += 64;
    scratch += rowBytes << 4;
  }
}

/** One slice of 1 to 4 vectors. */
@inline
function slice(
  out: usize, outStep: usize, rows: i32, left: usize, step: usize, x: usize, vectors: i32, rowBytes: usize,
  fresh: bool,
): void {
  if (vectors >= 4) {
    for (; rows >= 2; rows -= 2) {
      tile2x4(out, outStep, x, left, step, rowBytes, fresh);
      out += 2 * outStep;
      left += 2 * step;
    }
    if (rows) tile1x4(out, x, left, rowBytes, fresh);
    return;
  }
  if (vectors >= 2) {
    columns(out, outStep, rows, left, step, x, rowBytes, true, fresh);
    out += 32;
    x += 32;
  }
  if (vectors & 1) columns(out, outStep, rows, left, step, x, rowBytes, false, fresh);
}

/** Two vectors of every row, or one. */
@inline
function columns(
  out: usize, outStep: usize, rows: i32, left: usize, step: usize, x: usize, rowBytes: usize, two: bool,
  fresh: bool,
): void {
  for (; rows >= 4; rows -= 4) {
    if (two) tile4x2(out, outStep, x, left, step, rowBytes, fresh);
    else tile4x1(out, outStep, x, left, step, rowBytes, fresh);
    out += 4 * outStep;
    left += 4 * step;
  }
  for (; rows > 0; rows--) {
    tile1x1(out, x, left, rowBytes, fresh);
    if (two) tile1x1(out + 16, x + 16, left, rowBytes, fresh);
    out += outStep;
    left += step;
  }
}

@inline
function tile2x4(
  out: usize, outStep: usize, x: usize, left: usize, step: usize, rowBytes: usize, fresh: bool,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (const end = left + rowBytes; left != end;) {
    {
      const x0 = v128.load(x, 0 * LANE_STEP), x1 = v128.load(x, 0 * LANE_STEP + 16);
      const x2 = v128.load(x, 0 * LANE_STEP + 32), x3 = v128.load(x, 0 * LANE_STEP + 48);
      const a = v128.load32_splat(left, 0), b = weight(left, 1, step, 0);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
      if (left == 1) break;
    }
    {
      const x0 = v128.load(x, 1 * LANE_STEP), x1 = v128.load(x, 1 * LANE_STEP + 16);
      const x2 = v128.load(x, 1 * LANE_STEP + 32), x3 = v128.load(x, 1 * LANE_STEP + 48);
      const a = v128.load32_splat(left, 4), b = weight(left, 1, step, 4);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
      if (left == 2) break;
    }
    {
      const x0 = v128.load(x, 2 * LANE_STEP), x1 = v128.load(x, 2 * LANE_STEP + 16);
      const x2 = v128.load(x, 2 * LANE_STEP + 32), x3 = v128.load(x, 2 * LANE_STEP + 48);
      const a = v128.load32_splat(left, 8), b = weight(left, 1, step, 8);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
      if (left == 3) break;
    }
    {
      const x0 = v128.load(x, 3 * LANE_STEP), x1 = v128.load(x, 3 * LANE_STEP + 16);
      const x2 = v128.load(x, 3 * LANE_STEP + 32), x3 = v128.load(x, 3 * LANE_STEP + 48);
      const a = v128.load32_splat(left, 12), b = weight(left, 1, step, 12);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), a2 = plus(a2, a, x2), a3 = plus(a3, a, x3);
      b0 = plus(b0, b, x0), b1 = plus(b1, b, x1), b2 = plus(b2, b, x2), b3 = plus(b3, b, x3);
    }
    x += 4 * LANE_STEP;
    left += 16;
  }
  add4(out, fresh, a0, a1, a2, a3);
  add4(out + outStep, fresh, b0, b1, b2, b3);
}

@inline
function tile1x4(out: usize, x: usize, left: usize, rowBytes: usize, fresh: bool): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  for (const end = left + rowBytes; left != end; left += 4, x += LANE_STEP) {
    const a = v128.load32_splat(left);
    a0 = plus(a0, a, v128.load(x)), a1 = plus(a1, a, v128.load(x, 16));
    a2 = plus(a2, a, v128.load(x, 32)), a3 = plus(a3, a, v128.load(x, 48));
  }
  add4(out, fresh, a0, a1, a2, a3);
}

@inline
function tile4x2(
  out: usize, outStep: usize, x: usize, left: usize, step: usize, rowBytes: usize, fresh: bool,
): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  for (const end = left + rowBytes; left != end;) {
    {
      const x0 = v128.load(x, 0 * LANE_STEP), x1 = v128.load(x, 0 * LANE_STEP + 16);
      const a = v128.load32_splat(left, 0), b = weight(left, 1, step, 0);
      const c = weight(left, 2, step, 0), d = weight(left, 3, step, 0);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), b0 = plus(b0, b, x0), b1 = plus(b1, b, x1);
      c0 = plus(c0, c, x0), c1 = plus(c1, c, x1), d0 = plus(d0, d, x0), d1 = plus(d1, d, x1);
      if (left == 1) break;
    }
    {
      const x0 = v128.load(x, 1 * LANE_STEP), x1 = v128.load(x, 1 * LANE_STEP + 16);
      const a = v128.load32_splat(left, 4), b = weight(left, 1, step, 4);
      const c = weight(left, 2, step, 4), d = weight(left, 3, step, 4);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), b0 = plus(b0, b, x0), b1 = plus(b1, b, x1);
      c0 = plus(c0, c, x0), c1 = plus(c1, c, x1), d0 = plus(d0, d, x0), d1 = plus(d1, d, x1);
      if (left == 2) break;
    }
    {
      const x0 = v128.load(x, 2 * LANE_STEP), x1 = v128.load(x, 2 * LANE_STEP + 16);
      const a = v128.load32_splat(left, 8), b = weight(left, 1, step, 8);
      const c = weight(left, 2, step, 8), d = weight(left, 3, step, 8);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), b0 = plus(b0, b, x0), b1 = plus(b1, b, x1);
      c0 = plus(c0, c, x0), c1 = plus(c1, c, x1), d0 = plus(d0, d, x0), d1 = plus(d1, d, x1);
      if (left == 3) break;
    }
    {
      const x0 = v128.load(x, 3 * LANE_STEP), x1 = v128.load(x, 3 * LANE_STEP + 16);
      const a = v128.load32_splat(left, 12), b = weight(left, 1, step, 12);
      const c = weight(left, 2, step, 12), d = weight(left, 3, step, 12);
      a0 = plus(a0, a, x0), a1 = plus(a1, a, x1), b0 = plus(b0, b, x0), b1 = plus(b1, b, x1);
      c0 = plus(c0, c, x0), c1 = plus(c1, c, x1), d0 = plus(d0, d, x0), d1 = plus(d1, d, x1);
    }
    left += 16, x += 4 * LANE_STEP;
  }
  add2(out, fresh, a0, a1);
  add2(out + outStep, fresh, b0, b1);
  out += 2 * outStep;
  add2(out, fresh, c0, c1);
  add2(out + outStep, fresh, d0, d1);
}

@inline
function tile4x1(
  out: usize, outStep: usize, x: usize, left: usize, step: usize, rowBytes: usize, fresh: bool,
): void {
  let a0 = f32x4.splat(0), b0 = a0, c0 = a0, d0 = a0;
  for (const end = left + rowBytes; left != end; left += 4, x += LANE_STEP) {
    const x0 = v128.load(x);
    a0 = plus(a0, weight(left, 0, step, 0), x0), b0 = plus(b0, weight(left, 1, step, 0), x0);
    c0 = plus(c0, weight(left, 2, step, 0), x0), d0 = plus(d0, weight(left, 3, step, 0), x0);
  }
  add1(out, fresh, a0);
  add1(out + outStep, fresh, b0);
  out += 2 * outStep;
  add1(out, fresh, c0);
  add1(out + outStep, fresh, d0);
}

function tile1x1(out: usize, x: usize, left: usize, rowBytes: usize, fresh: bool): void {
  let a = f32x4.splat(0);
  for (const end = left + rowBytes; left != end; left += 4, x += LANE_STEP) {
    a = plus(a, v128.load32_splat(left), v128.load(x));
  }
  add1(out, fresh, a);
}

/** The number at `at` of the row `row` rows behind left, four times. */
@inline
function weight(left: usize, row: usize, step: usize, at: usize): v128 {
  return isConstant(step)
    ? v128.load32_splat(left, row * step + at)
    : v128.load32_splat(left + row * step + at);
}

@inline
function add4(out: usize, fresh: bool, a0: v128, a1: v128, a2: v128, a3: v128): void {
  add2(out, fresh, a0, a1);
  add2(out + 32, fresh, a2, a3);
}

@inline
function add2(out: usize, fresh: bool, a0: v128, a1: v128): void {
  add1(out, fresh, a0);
  add1(out + 16, fresh, a1);
}

@inline
function add1(out: usize, fresh: bool, a: v128): void {
  v128.store(out, fresh ? a : f32x4.add(v128.load(out), a));
}

/** Slices of 16 rows, each as [lane][16]; the last row is repeated to fill whole vectors. */
function transpose(scratch: usize, rows: i32, x: usize, xStep: usize, rowBytes: usize): void {
  const last = x + <usize>(rows - 1) * xStep;
  for (let row = 0; row < rows; row += 4) {
    const x1 = row + 1 < rows ? x + xStep : last;
    const x2 = row + 2 < rows ? x + 2 * xStep : last;
    const x3 = row + 3 < rows ? x + 3 * xStep : last;
    let to = scratch + <usize>(row >> 4) * (rowBytes << 4) + <usize>(row & 15) * 4;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const low = v128.load(x + at), high = v128.load(x1 + at);
      transpose4x4(to, low, high, v128.load(x2 + at), v128.load(x3 + at));
      to += 4 * LANE_STEP;
    }
    x += 4 * xStep;
  }
}

@inline
function transpose4x4(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), LANE_STEP);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 2 * LANE_STEP);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 3 * LANE_STEP);
}
