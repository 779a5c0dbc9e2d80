/** target[row, lane] = entries[index[lane], row]; an entry has `rows` numbers. */
export function gather(
  rows: i32, rowBytes: usize, target: usize, index: usize, entries: usize, count: i32,
): void {
  for (let at: usize = 0; at < rowBytes; at += 4) {
    let from = entries + <usize>entryOf(index + at, count) * rows * 4, to = target + at;
    for (let row = 0; row < rows; row++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += rowBytes;
    }
  }
}

/**
 * total[index[lane], row] += a[row, lane], lane by lane, and so in double precision; entries are `entryStep`
 * bytes apart.
 */
export function scatter(
  rows: i32, rowBytes: usize, total: usize, entryStep: usize, a: usize, stepA: usize,
  index: usize, count: i32,
): void {
  for (let at: usize = 0; at < rowBytes; at += 4) {
    let to = total + <usize>entryOf(index + at, count) * entryStep, from = a + at;
    for (let row = 0; row < rows; row++) {
      store<f64>(to, load<f64>(to) + <f64>load<f32>(from));
      to += 8;
      from += stepA;
    }
  }
}

/** The nearest entry to a number, which may be NaN or outside. */
@inline
function entryOf(index: usize, count: i32): i32 {
  const nearest = i32x4.trunc_sat_f32x4_s(f32x4.nearest(v128.load32_zero(index)));
  return min(max(i32x4.extract_lane(nearest, 0), 0), count - 1);
}
