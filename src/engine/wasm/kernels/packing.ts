import { Descriptor } from "./descriptor";

/** A matrix that is copied, in numbers: see src/engine/wasm/packing.ts. */
@unmanaged
class Packed {
  at: i32;
  offset: i32;
  stepOut: i32;
  stepIn: i32;
  rowsOut: i32;
  rowsIn: i32;
}

/**
 * Copies a chunk of the matrices of a session as kernels/product.ts reads them: rows by two, a last odd row
 * alone. Rows belong to the chunk in which their copy begins.
 */
export function packWeights(descriptor: usize, chunk: i32): void {
  const session = changetype<Descriptor>(descriptor);
  const begin = chunk * session.packedChunk, end = begin + session.packedChunk;
  for (let at = session.packings; at < session.packingsEnd; at += offsetof<Packed>()) {
    const matrix = changetype<Packed>(at);
    const step = <usize>matrix.stepOut << 2, inStep = <usize>matrix.stepIn << 2, rowsIn = matrix.rowsIn;
    const first = 2 * pairsBefore(begin, matrix), last = 2 * pairsBefore(end, matrix);
    let from = session.parameters + (<usize>matrix.offset << 2) + <usize>first * step;
    let to = session.packed + (<usize>(matrix.at + first * rowsIn) << 2);
    let rows = min(last, matrix.rowsOut) - first;
    for (; rows >= 2; rows -= 2) {
      pair(to, from, step, inStep, rowsIn);
      from += 2 * step;
      to += <usize>rowsIn << 3;
    }
    if (rows > 0) alone(to, from, inStep, rowsIn);
  }
}

/** How many pairs of rows have copies that begin before a place. */
function pairsBefore(place: i32, matrix: Packed): i32 {
  const numbers = 2 * matrix.rowsIn, pairs = (matrix.rowsOut + 1) >> 1;
  return max(0, min(pairs, (place - matrix.at + numbers - 1) / numbers));
}

function pair(to: usize, from: usize, step: usize, inStep: usize, rowsIn: i32): void {
  let other = from + step, i = rowsIn;
  if (step == 4) {
    for (; i > 0; i--, from += inStep, to += 8) store<i64>(to, load<i64>(from));
    return;
  }
  if (inStep == 4) {
    for (; i >= 4; i -= 4, from += 16, other += 16, to += 32) {
      const a = v128.load(from), b = v128.load(other);
      v128.store(to, v128.shuffle<f32>(a, b, 0, 4, 1, 5));
      v128.store(to, v128.shuffle<f32>(a, b, 2, 6, 3, 7), 16);
    }
  }
  for (; i > 0; i--, from += inStep, other += inStep, to += 8) {
    store<f32>(to, load<f32>(from));
    store<f32>(to, load<f32>(other), 4);
  }
}

function alone(to: usize, from: usize, inStep: usize, rowsIn: i32): void {
  for (let i = rowsIn; i > 0; i--, from += inStep, to += 4) store<f32>(to, load<f32>(from));
}
