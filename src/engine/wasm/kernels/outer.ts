import { SLICE_ROW, addProduct } from "./product";

// gradient[l, r] += sum over lanes and periods of left[l] * right[r]. With `left` packed in pairs of rows and
// `right` transposed in slices of 16 this is a product like any other, whose inner index is lane and period.
// The sides of several periods are collected, so that the tiles have something to sum over.

/** Periods collected; `OUTER_PERIODS` of src/engine/wasm/program.ts. */
export const OUTER_PERIODS: i32 = 4;

/** Keeps both sides of a period; `period` counts from 0 to `OUTER_PERIODS` - 1. */
export function collect(
  rowsLeft: i32, left: usize, stepLeft: usize, rowsRight: i32, right: usize, stepRight: usize,
  rowBytes: usize, scratch: usize, period: i32,
): void {
  const length = <usize>OUTER_PERIODS * rowBytes;
  pack(scratch, rowsLeft, left, stepLeft, rowBytes, period);
  transpose(scratch + <usize>rowsLeft * length, rowsRight, right, stepRight, rowBytes, period);
}

/**
 * Adds what was collected in so many periods. `gradientStep` is a whole number of vectors; numbers behind the
 * last column mean nothing.
 */
export function addCollected(
  gradient: usize, gradientStep: usize, rowsLeft: i32, rowBytes: usize, scratch: usize, periods: i32,
): void {
  const length = <usize>OUTER_PERIODS * rowBytes, pairStep = length << 1;
  const numbers = <i32>(rowBytes >> 2) * periods;
  let slice = scratch + <usize>rowsLeft * length;
  for (let vectors = <i32>(gradientStep >> 4); vectors > 0; vectors -= 4) {
    addProduct(gradient, gradientStep, rowsLeft, slice, min(vectors, 4), scratch, pairStep, numbers);
    gradient += 64;
    slice += length << 4;
  }
}

/** bias[l] += sum over lanes and periods of the left side that was collected. */
export function addCollectedBias(
  bias: usize, rows: i32, rowBytes: usize, scratch: usize, periods: i32,
): void {
  const pairStep = <usize>OUTER_PERIODS * rowBytes * 2, bytes = <usize>periods * rowBytes * 2;
  for (; rows >= 2; rows -= 2) {
    const sum = sumOf(scratch, bytes);
    store<f32>(bias, load<f32>(bias) + f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2));
    store<f32>(bias, load<f32>(bias, 4) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3), 4);
    scratch += pairStep;
    bias += 8;
  }
  if (rows == 0) return;
  const sum = sumOf(scratch, bytes >> 1);
  const even = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
  store<f32>(bias, load<f32>(bias) + even + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3));
}

/** Sums every fourth number; `bytes` is a multiple of 64. */
@inline
function sumOf(from: usize, bytes: usize): v128 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (const end = from + bytes; from != end; from += 64) {
    s0 = f32x4.add(s0, v128.load(from));
    s1 = f32x4.add(s1, v128.load(from, 16));
    s2 = f32x4.add(s2, v128.load(from, 32));
    s3 = f32x4.add(s3, v128.load(from, 48));
  }
  return f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
}

/** Pairs of rows as `product` wants weights: number by number beside each other; a last odd row as it is. */
function pack(scratch: usize, rows: i32, x: usize, xStep: usize, rowBytes: usize, period: i32): void {
  const pairStep = <usize>OUTER_PERIODS * rowBytes * 2;
  let out = scratch + <usize>period * rowBytes * 2;
  for (; rows >= 2; rows -= 2) {
    let to = out;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const a = v128.load(x + at), b = v128.load(x + xStep + at);
      v128.store(to, v128.shuffle<f32>(a, b, 0, 4, 1, 5));
      v128.store(to, v128.shuffle<f32>(a, b, 2, 6, 3, 7), 16);
      to += 32;
    }
    x += 2 * xStep;
    out += pairStep;
  }
  if (rows) memory.copy(out - <usize>period * rowBytes, x, rowBytes);
}

/** Slices of 16 rows, each as [lane][16]; the last row is repeated to fill whole vectors. */
function transpose(scratch: usize, rows: i32, x: usize, xStep: usize, rowBytes: usize, period: i32): void {
  const sliceBytes = <usize>OUTER_PERIODS * rowBytes << 4;
  const last = x + <usize>(rows - 1) * xStep;
  scratch += <usize>period * rowBytes << 4;
  for (let row = 0; row < rows; row += 4) {
    const x1 = row + 1 < rows ? x + xStep : last;
    const x2 = row + 2 < rows ? x + 2 * xStep : last;
    const x3 = row + 3 < rows ? x + 3 * xStep : last;
    let to = scratch + <usize>(row >> 4) * sliceBytes + <usize>(row & 15) * 4;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const low = v128.load(x + at), high = v128.load(x1 + at);
      transpose4x4(to, low, high, v128.load(x2 + at), v128.load(x3 + at));
      to += 4 * SLICE_ROW;
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
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), SLICE_ROW);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 2 * SLICE_ROW);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 3 * SLICE_ROW);
}
