// The steps of src/engine/executors/reference-optimizer.ts, bit by bit: computed in double precision, two
// numbers at a time, kept in single precision. `count` is even.

/** Divides the gradient, scales it down where it is longer than `normMax`, and tells how long it was. */
export function clipGradient(gradient: usize, count: i32, divisor: f64, normMax: f64): f64 {
  const end = gradient + (<usize>count << 2);
  let square: f64 = 0;
  for (let at = gradient; at != end; at += 4) {
    const entry = <f32>(<f64>load<f32>(at) / divisor);
    store<f32>(at, entry);
    square += <f64>entry * <f64>entry;
  }
  const norm = Math.sqrt(square);
  if (!(norm > normMax)) return norm;
  const scale = f64x2.splat(normMax / norm);
  for (let at = gradient; at != end; at += 8) put(at, f64x2.mul(two(at), scale));
  return norm;
}

/** `correct1` and `correct2` are 1 - beta to the number of steps. */
export function stepAdam(
  parameters: usize, gradient: usize, mean: usize, square: usize, count: i32,
  beta1: f64, beta2: f64, epsilon: f64, correct1: f64, correct2: f64, learningRate: f64, weightDecay: f64,
): void {
  const past1 = f64x2.splat(beta1), new1 = f64x2.splat(1 - beta1);
  const past2 = f64x2.splat(beta2), new2 = f64x2.splat(1 - beta2);
  const scale1 = f64x2.splat(correct1), scale2 = f64x2.splat(correct2);
  const small = f64x2.splat(epsilon), rate = f64x2.splat(learningRate), decay = f64x2.splat(weightDecay);
  for (let at: usize = 0, end = <usize>count << 2; at != end; at += 8) {
    const g = two(gradient + at), x = two(parameters + at);
    const m = f64x2.add(f64x2.mul(past1, two(mean + at)), f64x2.mul(new1, g));
    const v = f64x2.add(f64x2.mul(past2, two(square + at)), f64x2.mul(f64x2.mul(new2, g), g));
    put(mean + at, m);
    put(square + at, v);
    const root = f64x2.add(f64x2.sqrt(f64x2.div(v, scale2)), small);
    const update = f64x2.add(f64x2.div(f64x2.div(m, scale1), root), f64x2.mul(decay, x));
    put(parameters + at, f64x2.sub(x, f64x2.mul(rate, update)));
  }
}

export function stepMomentum(
  parameters: usize, gradient: usize, velocity: usize, count: i32,
  momentum: f64, learningRate: f64, weightDecay: f64,
): void {
  const past = f64x2.splat(momentum), rate = f64x2.splat(learningRate), decay = f64x2.splat(weightDecay);
  for (let at: usize = 0, end = <usize>count << 2; at != end; at += 8) {
    const x = two(parameters + at);
    const v = f64x2.add(f64x2.mul(past, two(velocity + at)), two(gradient + at));
    put(velocity + at, v);
    put(parameters + at, f64x2.sub(x, f64x2.mul(rate, f64x2.add(v, f64x2.mul(decay, x)))));
  }
}

/** average = past * average + (1 - past) * parameters */
export function mixAverage(average: usize, parameters: usize, count: i32, past: f64): void {
  const old = f64x2.splat(past), fresh = f64x2.splat(1 - past);
  for (let at: usize = 0, end = <usize>count << 2; at != end; at += 8) {
    const mixed = f64x2.add(f64x2.mul(old, two(average + at)), f64x2.mul(fresh, two(parameters + at)));
    put(average + at, mixed);
  }
}

@inline
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

@inline
function put(at: usize, numbers: v128): void {
  v128.store64_lane(at, f32x4.demote_f64x2_zero(numbers), 0);
}
