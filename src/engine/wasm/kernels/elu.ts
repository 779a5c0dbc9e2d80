import { plus } from "./multiply-add";

// The activation of most networks, and the only elementwise function that costs a noticeable share of a
// training step; the others are in transcendental.ts. V8 makes a vector constant anew, in three instructions,
// wherever it is used: loaded from memory before the loop, constants stay in registers (a fifth faster).

/** 160 bytes that `eluRows` wants. */
export function writeEluConstants(to: usize): void {
  v128.store(to, f32x4.splat(1.44269504));
  v128.store(to, f32x4.splat(-26), 16);
  // Adding it rounds to a whole number n, and the low bits of the sum are then the exponent of 2^n.
  v128.store(to, f32x4.splat(12582912 + 127), 32);
  v128.store(to, f32x4.splat(1), 48);
  // (2^f - 1) / f for |f| <= 1/2, relative error 1.1e-8.
  v128.store(to, f32x4.splat(0.000154035127), 64);
  v128.store(to, f32x4.splat(0.00133908498), 80);
  v128.store(to, f32x4.splat(0.00961823793), 96);
  v128.store(to, f32x4.splat(0.0555035722), 112);
  v128.store(to, f32x4.splat(0.240226498), 128);
  v128.store(to, f32x4.splat(0.693147188), 144);
}

/**
 * x, and exp(x) - 1 = 2^n (2^f - 1) + (2^n - 1) below 0, where n + f = x / log 2. Below 0 it is never less
 * than x, above 0 it is 0 here, so the larger one is right. NaN stays NaN.
 */
export function eluRows(
  rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize, table: usize,
): void {
  const log2e = v128.load(table), low = v128.load(table, 16), rounder = v128.load(table, 32);
  const one = v128.load(table, 48), c5 = v128.load(table, 64), c4 = v128.load(table, 80);
  const c3 = v128.load(table, 96), c2 = v128.load(table, 112), c1 = v128.load(table, 128);
  const c0 = v128.load(table, 144), zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const x = v128.load(a + at);
      const t = f32x4.pmin(f32x4.pmax(f32x4.mul(x, log2e), low), zero);
      const shifted = f32x4.add(t, rounder);
      const f = f32x4.sub(t, f32x4.sub(shifted, rounder));
      const scale = i32x4.shl(shifted, 23);
      const square = f32x4.mul(f, f), scaled = f32x4.mul(scale, f);
      const p01 = plus(c0, f, c1), p23 = plus(c2, f, c3), p45 = plus(c4, f, c5);
      const p = plus(p01, square, plus(p23, square, p45));
      const below = plus(f32x4.sub(scale, one), scaled, p);
      v128.store(target + at, f32x4.pmax(x, below));
    }
    target += rowBytes;
    a += stepA;
  }
}
