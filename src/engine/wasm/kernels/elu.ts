// The activation of most networks, and the only elementwise function that costs a noticeable share of a
// training step; the others are in transcendental.ts. V8 makes a vector constant anew, in three instructions,
// wherever it is used: loaded from memory before the loop, constants stay in registers (a fifth faster).

/** 160 bytes that `eluRows` wants. */
export function writeEluConstants(to: usize): void {
  v128.store(to, f32x4.splat(-18));
  v128.store(to, f32x4.splat(1.44269504), 16);
  v128.store(to, f32x4.splat(12582912), 32);
  v128.store(to, f32x4.splat(0.693147181), 48);
  v128.store(to, f32x4.splat(0.00139459959), 64);
  v128.store(to, f32x4.splat(0.00836634201), 80);
  v128.store(to, f32x4.splat(0.0416662905), 96);
  v128.store(to, f32x4.splat(0.166665455), 112);
  v128.store(to, f32x4.splat(0.5), 128);
  v128.store(to, f32x4.splat(1), 144);
}

/**
 * max(x, 0) + (exp(min(x, 0)) - 1), by the method of `expMinusOneNegative`: x = n log 2 + r, a polynomial in
 * r, scaled by 2^n. NaN stays NaN.
 */
export function eluRows(
  rows: i32, rowBytes: usize, target: usize, a: usize, stepA: usize, table: usize,
): void {
  const low = v128.load(table), log2e = v128.load(table, 16), rounder = v128.load(table, 32);
  const ln2 = v128.load(table, 48), c5 = v128.load(table, 64), c4 = v128.load(table, 80);
  const c3 = v128.load(table, 96), c2 = v128.load(table, 112), half = v128.load(table, 128);
  const one = v128.load(table, 144), zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const x = v128.load(a + at);
      const bounded = f32x4.pmin(f32x4.pmax(x, low), zero);
      const shifted = f32x4.add(f32x4.mul(bounded, log2e), rounder);
      const whole = f32x4.sub(shifted, rounder);
      const r = f32x4.sub(bounded, f32x4.mul(whole, ln2));
      const scale = i32x4.add(i32x4.shl(shifted, 23), one);
      let q = f32x4.add(f32x4.mul(r, c5), c4);
      q = f32x4.add(f32x4.mul(q, r), c3);
      q = f32x4.add(f32x4.mul(q, r), c2);
      q = f32x4.add(f32x4.mul(q, r), half);
      const fraction = f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
      const below = f32x4.add(f32x4.mul(scale, fraction), f32x4.sub(scale, one));
      v128.store(target + at, f32x4.add(f32x4.pmax(x, zero), below));
    }
    target += rowBytes;
    a += stepA;
  }
}
