// The steps of src/engine/executors/reference-optimizer.ts, bit by bit: computed in double precision, two
// numbers at a time, kept in single precision. Behind the last number is room for another one.

/** An optimiser, in memory: what stays the same, then what every step brings. Pointers are in bytes. */
@unmanaged
class Update {
  parameters: usize;
  gradient: usize;
  /** Of gradients: Adam's mean, or the velocity. */
  mean: usize;
  square: usize;
  average: usize;
  count: i32;
  /** Numbers of a chunk, an even number. */
  chunkNumbers: i32;
  /** Weight of the past in the mean; the momentum of a velocity. */
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  weightDecay: f64;
  learningRate: f64;
  past: f64;
  correct1: f64;
  correct2: f64;
  /** What the divided gradient is multiplied by, so that it is not too long. */
  scale: f64;
}

export function updateBytes(): usize {
  return offsetof<Update>();
}

export function openUpdate(
  at: usize, parameters: usize, gradient: usize, mean: usize, square: usize, average: usize,
  count: i32, chunkNumbers: i32, beta1: f64, beta2: f64, epsilon: f64, weightDecay: f64,
): void {
  const update = changetype<Update>(at);
  update.parameters = parameters, update.gradient = gradient;
  update.mean = mean, update.square = square, update.average = average;
  update.count = count, update.chunkNumbers = chunkNumbers;
  update.beta1 = beta1, update.beta2 = beta2, update.epsilon = epsilon, update.weightDecay = weightDecay;
}

/** Begins a step with the gradient at `source`. Returns the norm of the divided gradient. */
export function beginStep(
  at: usize, source: usize, divisor: f64, normMax: f64,
  learningRate: f64, past: f64, correct1: f64, correct2: f64,
): f64 {
  const update = changetype<Update>(at);
  const norm = Math.sqrt(dividedSquare(update, source, divisor));
  update.scale = norm > normMax ? normMax / norm : 1;
  update.learningRate = learningRate, update.past = past;
  update.correct1 = correct1, update.correct2 = correct2;
  return norm;
}

/** Divides the gradient. Its squares are added one after the other, so that it is not done in chunks. */
function dividedSquare(update: Update, source: usize, by: f64): f64 {
  const divisor = f64x2.splat(by);
  let from = source, to = update.gradient, square: f64 = 0;
  for (const end = from + (<usize>(update.count & -2) << 2); from != end; from += 8, to += 8) {
    const entries = rounded(f64x2.div(two(from), divisor)), squares = f64x2.mul(entries, entries);
    put(to, entries);
    square += f64x2.extract_lane(squares, 0);
    square += f64x2.extract_lane(squares, 1);
  }
  if (update.count & 1) {
    const entry = <f32>(<f64>load<f32>(from) / by);
    store<f32>(to, entry);
    square += <f64>entry * <f64>entry;
  }
  return square;
}

/** Scales a chunk of the divided gradient, moves its parameters by Adam and averages them. */
export function stepAdam(at: usize, chunk: i32): void {
  const update = changetype<Update>(at), first = beginOf(update, chunk), end = endOf(update, chunk);
  const parameters = update.parameters, mean = update.mean, square = update.square;
  const gradient = update.gradient, average = update.average, scale = f64x2.splat(update.scale);
  const past1 = f64x2.splat(update.beta1), new1 = f64x2.splat(1 - update.beta1);
  const past2 = f64x2.splat(update.beta2), new2 = f64x2.splat(1 - update.beta2);
  const correct1 = f64x2.splat(update.correct1), correct2 = f64x2.splat(update.correct2);
  const small = f64x2.splat(update.epsilon);
  const rate = f64x2.splat(update.learningRate), decay = f64x2.splat(update.weightDecay);
  const old = f64x2.splat(update.past), fresh = f64x2.splat(1 - update.past);
  for (let i = first; i < end; i += 8) {
    const g = rounded(f64x2.mul(two(gradient + i), scale)), x = two(parameters + i);
    const m = f64x2.add(f64x2.mul(past1, two(mean + i)), f64x2.mul(new1, g));
    const v = f64x2.add(f64x2.mul(past2, two(square + i)), f64x2.mul(f64x2.mul(new2, g), g));
    put(mean + i, m);
    put(square + i, v);
    const root = f64x2.add(f64x2.sqrt(f64x2.div(v, correct2)), small);
    const change = f64x2.add(f64x2.div(f64x2.div(m, correct1), root), f64x2.mul(decay, x));
    const next = rounded(f64x2.sub(x, f64x2.mul(rate, change)));
    put(parameters + i, next);
    put(average + i, f64x2.add(f64x2.mul(old, two(average + i)), f64x2.mul(fresh, next)));
  }
}

/** The same with a velocity, which is where Adam has its mean. */
export function stepMomentum(at: usize, chunk: i32): void {
  const update = changetype<Update>(at), first = beginOf(update, chunk), end = endOf(update, chunk);
  const parameters = update.parameters, velocity = update.mean;
  const gradient = update.gradient, average = update.average, scale = f64x2.splat(update.scale);
  const past = f64x2.splat(update.beta1);
  const rate = f64x2.splat(update.learningRate), decay = f64x2.splat(update.weightDecay);
  const old = f64x2.splat(update.past), fresh = f64x2.splat(1 - update.past);
  for (let i = first; i < end; i += 8) {
    const g = rounded(f64x2.mul(two(gradient + i), scale)), x = two(parameters + i);
    const v = f64x2.add(f64x2.mul(past, two(velocity + i)), g);
    put(velocity + i, v);
    const next = rounded(f64x2.sub(x, f64x2.mul(rate, f64x2.add(v, f64x2.mul(decay, x)))));
    put(parameters + i, next);
    put(average + i, f64x2.add(f64x2.mul(old, two(average + i)), f64x2.mul(fresh, next)));
  }
}

/** Where a chunk begins and ends, in bytes. */
@inline
function beginOf(update: Update, chunk: i32): usize {
  return <usize>(chunk * update.chunkNumbers) << 2;
}

@inline
function endOf(update: Update, chunk: i32): usize {
  return <usize>min((chunk + 1) * update.chunkNumbers, update.count) << 2;
}

@inline
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

@inline
function put(at: usize, numbers: v128): void {
  v128.store64_lane(at, f32x4.demote_f64x2_zero(numbers), 0);
}

/** To single precision and back. */
@inline
function rounded(numbers: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(numbers));
}
