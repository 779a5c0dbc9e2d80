import { plus } from "./multiply-add";

// exp, log and their relatives for four numbers at once. Relative errors, against exact results, are below
// 2.2e-7 wherever the result is a normal number; NaN stays NaN, in its own lane. Every function reduces its
// argument to a small interval and evaluates a minimax polynomial there (Muller, Elementary Functions,
// 3rd ed., chapters 3 and 11).

const LOG2_E: f32 = 1.44269504;
// log 2 in two parts: the high one has so few bits that its product with an exponent is exact.
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
// Adding 1.5 * 2^23 rounds to a whole number, which the low bits of the sum then hold.
const ROUNDER: f32 = 12582912;
const ROUNDER_BITS: i32 = 0x4b400000;
const ONE_BITS: i32 = 0x3f800000;

@inline
export function exp4(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104));
  const shifted = f32x4.add(f32x4.mul(bounded, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDER));
  const whole = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  const high = f32x4.sub(bounded, f32x4.mul(whole, f32x4.splat(LN2_HIGH)));
  const rest = f32x4.sub(high, f32x4.mul(whole, f32x4.splat(LN2_LOW)));
  const fraction = f32x4.add(expMinusOneReduced(rest), f32x4.splat(1));
  // Two factors, because 2^128 and 2^-150 are no normal numbers.
  const exponent = i32x4.sub(shifted, i32x4.splat(ROUNDER_BITS));
  const half = i32x4.shr_s(exponent, 1);
  const scaled = f32x4.mul(fraction, powerOfTwo(half));
  return f32x4.mul(scaled, powerOfTwo(i32x4.sub(exponent, half)));
}

// tanh |x| = (1 - exp(-2|x|)) / (1 + exp(-2|x|))
@inline
export function tanh4(x: v128): v128 {
  const decayed = expMinusOneNegative(f32x4.mul(f32x4.abs(x), f32x4.splat(-2)));
  const size = f32x4.div(f32x4.neg(decayed), f32x4.add(decayed, f32x4.splat(2)));
  return v128.bitselect(size, x, i32x4.splat(0x7fffffff));
}

@inline
export function sigmoid4(x: v128): v128 {
  const decayed = exp4(f32x4.neg(f32x4.abs(x)));
  const negative = f32x4.lt(x, f32x4.splat(0));
  const above = v128.bitselect(decayed, f32x4.splat(1), negative);
  return f32x4.div(above, f32x4.add(decayed, f32x4.splat(1)));
}

// max(x, 0) + log(1 + d) with d = exp(-|x|), and log(1 + d) = 2 artanh(d / (2 + d)).
@inline
export function softplus4(x: v128): v128 {
  const decayed = exp4(f32x4.neg(f32x4.abs(x)));
  const s = f32x4.div(decayed, f32x4.add(decayed, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let series = multiplyAdd(z, f32x4.splat(0.280096912), 0.280025238);
  series = multiplyAdd(series, z, 0.400214577);
  series = multiplyAdd(series, z, 0.666664183);
  const tail = f32x4.mul(f32x4.mul(s, z), series);
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.add(f32x4.add(s, s), tail));
}

// x = 2^e m with m in [sqrt 1/2, sqrt 2), and log m = 2 artanh(f / (2 + f)) with f = m - 1.
@inline
export function log4(x: v128): v128 {
  const denormal = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const normal = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, denormal);
  const exponent = i32x4.shr_s(i32x4.sub(normal, i32x4.splat(0x3f3504f3)), 23);
  const mantissa = i32x4.sub(normal, i32x4.shl(exponent, 23));
  const correction = v128.and(f32x4.splat(-23), denormal);
  const e = f32x4.add(f32x4.convert_i32x4_s(exponent), correction);
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let series = multiplyAdd(z, f32x4.splat(0.29862052), 0.399779714);
  series = f32x4.mul(multiplyAdd(series, z, 0.666667719), z);
  // 2s = f - s f, which is exact where f is small.
  const low = f32x4.add(f32x4.mul(s, f32x4.sub(series, f)), f32x4.mul(e, f32x4.splat(LN2_LOW)));
  const finite = f32x4.add(f32x4.mul(e, f32x4.splat(LN2_HIGH)), f32x4.add(f, low));
  return v128.bitselect(finite, logOutside(x), ordinary(x));
}

// Of -0 and 0, of negative numbers, of infinity and of NaN.
@inline
function logOutside(x: v128): v128 {
  const negative = v128.bitselect(f32x4.splat(<f32>NaN), x, f32x4.lt(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.splat(-<f32>Infinity), negative, f32x4.eq(x, f32x4.splat(0)));
}

@inline
function ordinary(x: v128): v128 {
  return v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.lt(x, f32x4.splat(<f32>Infinity)));
}

// exp(x) - 1 for x <= 0, without losing the small ones; NaN for NaN, anything for x > 0.
@inline
function expMinusOneNegative(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(-18));
  const shifted = f32x4.add(f32x4.mul(bounded, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDER));
  const whole = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  // log 2 in one part will do: its error is scaled by 2^whole and added to something near -1.
  const rest = f32x4.sub(bounded, f32x4.mul(whole, f32x4.splat(0.693147181)));
  const scale = powerOfTwo(shifted);
  const scaled = f32x4.mul(scale, expMinusOneReduced(rest));
  return f32x4.add(scaled, f32x4.sub(scale, f32x4.splat(1)));
}

// exp(r) - 1 for |r| <= log(2) / 2: r + r^2 q(r), relative error of the polynomial 1.5e-8.
@inline
function expMinusOneReduced(r: v128): v128 {
  let q = multiplyAdd(r, f32x4.splat(0.00139459959), 0.00836634201);
  q = multiplyAdd(q, r, 0.0416662905);
  q = multiplyAdd(q, r, 0.166665455);
  q = multiplyAdd(q, r, 0.5);
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
}

@inline
function multiplyAdd(a: v128, b: v128, c: f32): v128 {
  return plus(f32x4.splat(c), a, b);
}

// 2^n for whole n from -126 to 127 that the low bits of `n` hold; the high bits may hold anything.
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), i32x4.splat(ONE_BITS));
}
