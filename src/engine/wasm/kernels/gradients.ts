import { Descriptor } from "./descriptor";

/** Where the gradient of one parameter is, and where it is wanted: see src/engine/wasm/gradient-layout.ts. */
@unmanaged
class Part {
  at: i32;
  step: i32;
  rows: i32;
  columns: i32;
  offset: i32;
}

/** Adds up a chunk of the gradients of all chunks, in order and in double precision, where it is wanted. */
export function addGradients(descriptor: usize, chunk: i32): void {
  const session = changetype<Descriptor>(descriptor);
  const begin = chunk * session.gradientChunk, end = begin + session.gradientChunk;
  for (let at = session.gradientParts; at < session.gradientPartsEnd; at += offsetof<Part>()) {
    const part = changetype<Part>(at);
    if (part.step == part.columns) addRow(session, part.at, part.rows * part.step, part.offset, begin, end);
    else addRows(session, part, begin, end);
  }
}

/** Rows that are filled up to whole vectors. */
function addRows(session: Descriptor, part: Part, begin: i32, end: i32): void {
  const first = max(0, begin - part.at) / part.step;
  for (let row = first; row < part.rows; row++) {
    const from = part.at + row * part.step;
    if (from >= end) return;
    addRow(session, from, part.columns, part.offset + row * part.columns, begin, end);
  }
}

/** What lies from `begin` to `end` of a row of `length` numbers at `from`, which is wanted at `to`. */
@inline
function addRow(session: Descriptor, from: i32, length: i32, to: i32, begin: i32, end: i32): void {
  const first = max(from, begin), numbers = min(from + length, end) - first;
  if (numbers <= 0) return;
  const target = session.gradient + (<usize>(to + first - from) << 2);
  if (session.single) addNumbers(session, first, numbers, target, true);
  else addNumbers(session, first, numbers, target, false);
}

@inline
function addNumbers(session: Descriptor, from: i32, length: i32, to: usize, single: bool): void {
  const bytes: usize = single ? 4 : 8, chunkBytes = session.gradientNumbers * bytes;
  const begin = session.gradients + <usize>from * bytes, end = begin + <usize>session.chunks * chunkBytes;
  const vectors = <usize>length >> 2, rest = length & 3;
  for (let i: usize = 0; i < vectors; i++, to += 16) {
    v128.store(to, sumOfFour(begin + 4 * i * bytes, end, chunkBytes, single));
  }
  if (rest == 0) return;
  const last = sumOfFour(begin + 4 * vectors * bytes, end, chunkBytes, single);
  v128.store32_lane(to, last, 0);
  if (rest > 1) v128.store32_lane(to, last, 1, 4);
  if (rest > 2) v128.store32_lane(to, last, 2, 8);
}

/** Four numbers that every chunk has, from `at` on. */
@inline
function sumOfFour(at: usize, end: usize, chunkBytes: usize, single: bool): v128 {
  let low = f64x2.splat(0), high = low;
  for (; at < end; at += chunkBytes) {
    if (single) {
      const four = v128.load(at);
      low = f64x2.add(low, f64x2.promote_low_f32x4(four));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)));
    } else {
      low = f64x2.add(low, v128.load(at));
      high = f64x2.add(high, v128.load(at, 16));
    }
  }
  const first = f32x4.demote_f64x2_zero(low);
  return v128.shuffle<f32>(first, f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** Adds numbers of single precision, a multiple of four, to a total of double precision. */
export function handOver(numbers: usize, total: usize, count: usize): void {
  const end = numbers + count * 4;
  while (numbers != end) {
    const four = v128.load(numbers), high = v128.shuffle<f32>(four, four, 2, 3, 2, 3);
    v128.store(total, f64x2.add(v128.load(total), f64x2.promote_low_f32x4(four)));
    v128.store(total, f64x2.add(v128.load(total, 16), f64x2.promote_low_f32x4(high)), 16);
    numbers += 16;
    total += 32;
  }
}
