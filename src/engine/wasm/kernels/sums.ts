import { plus } from "./multiply-add";

/** target[0] = sum over the rows of a. */
export function sumRows(rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize): void {
  for (let at: usize = 0; at < rowBytes; at += 16) {
    let sum = f32x4.splat(0);
    let from = a + at;
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(from));
      from += stepA;
    }
    v128.store(target + at, sum);
  }
}

/** gradient[row] += sum over the lanes of a[row]; or =, where it is `fresh`. */
export function sumLanes(
  rows: i32, rowBytes: usize, gradient: usize, a: usize, stepA: usize, fresh: bool,
): void {
  for (let row = 0; row < rows; row++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let at = a; at < a + rowBytes; at += 64) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
    }
    addNumber(gradient, fresh, f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
    gradient += 4;
    a += stepA;
  }
}

/** gradient[row] += sum over the lanes of left[row] * right[0]; or =, where it is `fresh`. */
export function dotLanes(
  rows: i32, rowBytes: usize, gradient: usize, left: usize, stepLeft: usize, right: usize, fresh: bool,
): void {
  for (let row = 0; row < rows; row++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let at: usize = 0; at < rowBytes; at += 64) {
      const a = left + at, b = right + at;
      s0 = plus(s0, v128.load(a), v128.load(b));
      s1 = plus(s1, v128.load(a, 16), v128.load(b, 16));
      s2 = plus(s2, v128.load(a, 32), v128.load(b, 32));
      s3 = plus(s3, v128.load(a, 48), v128.load(b, 48));
    }
    addNumber(gradient, fresh, f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
    gradient += 4;
    left += stepLeft;
  }
}

/** Sum over the lanes of one row, in double precision: the loss of many lanes is a long sum. */
export function sumOfRow(rowBytes: usize, a: usize): f64 {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < rowBytes; at += 8) {
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(a + at)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

@inline
function addNumber(to: usize, fresh: bool, sum: v128): void {
  const even = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
  const odd = f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3);
  store<f32>(to, fresh ? even + odd : load<f32>(to) + (even + odd));
}
