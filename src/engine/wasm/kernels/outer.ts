import { addProduct } from "./product";
import { dotLanes } from "./sums";

/**
 * gradient[l, r] += sum over the lanes of left[l] * right[r]. With `left` packed and `right` transposed this
 * is a product like any other, whose inner index is the lane. `gradientStep` is a whole number of vectors;
 * numbers behind the last column mean nothing. One column alone has no such gaps.
 */
export function outer(
  gradient: usize, gradientStep: usize, rowsLeft: i32, left: usize, stepLeft: usize,
  rowsRight: i32, right: usize, stepRight: usize, rowBytes: usize, scratch: usize,
): void {
  if (rowsRight == 1) return dotLanes(rowsLeft, rowBytes, gradient, left, stepLeft, right);
  if (rowsLeft == 1) return dotLanes(rowsRight, rowBytes, gradient, right, stepRight, left);
  const lanes = <i32>(rowBytes >> 2), vectors = <i32>(gradientStep >> 4);
  transpose(scratch, gradientStep, rowsRight, right, stepRight, rowBytes);
  const packed = scratch + gradientStep * lanes;
  pack(packed, rowsLeft, left, stepLeft, rowBytes);
  addProduct(gradient, gradientStep, rowsLeft, scratch, gradientStep, vectors, packed, lanes);
}

/** Pairs of rows as `product` wants weights: number by number beside each other; a last odd row as it is. */
function pack(out: usize, rows: i32, x: usize, xStep: usize, rowBytes: usize): void {
  for (; rows >= 2; rows -= 2) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const a = v128.load(x + at), b = v128.load(x + xStep + at);
      v128.store(out, v128.shuffle<f32>(a, b, 0, 4, 1, 5));
      v128.store(out, v128.shuffle<f32>(a, b, 2, 6, 3, 7), 16);
      out += 32;
    }
    x += 2 * xStep;
  }
  if (rows) memory.copy(out, x, rowBytes);
}

/** out[lane, row] = x[row, lane], the last row repeated to fill whole vectors. */
function transpose(out: usize, outStep: usize, rows: i32, x: usize, xStep: usize, rowBytes: usize): void {
  const last = x + <usize>(rows - 1) * xStep;
  for (let row = 0; row < rows; row += 4) {
    const x1 = row + 1 < rows ? x + xStep : last;
    const x2 = row + 2 < rows ? x + 2 * xStep : last;
    const x3 = row + 3 < rows ? x + 3 * xStep : last;
    let to = out;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const low = v128.load(x + at), high = v128.load(x1 + at);
      transpose4x4(to, outStep, low, high, v128.load(x2 + at), v128.load(x3 + at));
      to += 4 * outStep;
    }
    x += 4 * xStep;
    out += 16;
  }
}

@inline
function transpose4x4(to: usize, step: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * step, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * step, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}
