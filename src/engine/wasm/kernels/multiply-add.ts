/**
 * sum + a * b, rounded twice. Where relaxed SIMD is enabled, processors that can round once: the fast module
 * of scripts/build-kernels.mjs.
 */
@inline
export function plus(sum: v128, a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? f32x4.relaxed_madd(a, b, sum)
    : f32x4.add(sum, f32x4.mul(a, b));
}
