import { rowAllocator } from "../row-allocator.js";

/** Memory of the kernels, handed out in pieces and taken back. Pieces are aligned to cache lines. */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** The first byte of a new piece that is filled with zeros. Throws where the memory cannot grow so far. */
  take(bytes: number): number;
  free(at: number, bytes: number): void;
  /** So many numbers from a byte on. Ask again after `take`, which may move them. */
  view(at: number, length: number): () => Float32Array;
  /** The first byte of numbers that lie in this memory. */
  placeOf(numbers: ArrayLike<number>): number | undefined;
  /** All of the memory as numbers. Ask again after `take`, which may move it. */
  floats(): Float32Array;
  integers(): Int32Array;
  doubles(): Float64Array;
}

const UNIT = 64;
const PAGE = 65536;
/** WebAssembly's own limit: pointers have 32 bits. The kernels are compiled for it, too. */
const MAXIMUM_PAGES = 65536;

export function arena(options: { shared: boolean }): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: options.shared });
  const units = rowAllocator();
  // No piece is at 0, which means "none".
  units.take(1);
  // Memory beyond was never handed out and is still zero.
  let used = UNIT;
  let size = memory.buffer.byteLength;
  const renewed = <T>(create: (buffer: ArrayBufferLike) => T) => {
    let last = create(memory.buffer);
    let sizeThen = size;
    return () => {
      if (sizeThen !== size) last = create(memory.buffer);
      sizeThen = size;
      return last;
    };
  };
  const floats = renewed((buffer) => new Float32Array(buffer));
  return {
    memory,
    take(bytes) {
      const count = Math.ceil(bytes / UNIT);
      const at = units.take(count) * UNIT;
      const end = at + count * UNIT;
      if (!growsTo(memory, end)) {
        units.free(at / UNIT, count);
        throw tooMuch(end);
      }
      size = memory.buffer.byteLength;
      floats().fill(0, at / 4, Math.max(at, Math.min(end, used)) / 4);
      used = Math.max(used, end);
      return at;
    },
    free(at, bytes) {
      if (bytes > 0) units.free(at / UNIT, Math.ceil(bytes / UNIT));
    },
    view: (at, length) => renewed((buffer) => new Float32Array(buffer, at, length)),
    placeOf(numbers) {
      const inside = numbers instanceof Float32Array && numbers.buffer === floats().buffer;
      return inside ? numbers.byteOffset : undefined;
    },
    floats,
    integers: renewed((buffer) => new Int32Array(buffer)),
    doubles: renewed((buffer) => new Float64Array(buffer)),
  };
}

function growsTo(memory: WebAssembly.Memory, bytes: number): boolean {
  const pages = memory.buffer.byteLength / PAGE;
  const missing = Math.ceil(bytes / PAGE) - pages;
  if (missing <= 0) return true;
  if (missing > MAXIMUM_PAGES - pages) return false;
  // Growing is slow where it copies, so a memory grows by a quarter at least.
  const generous = Math.min(Math.max(missing, Math.ceil(pages / 4)), MAXIMUM_PAGES - pages);
  return growsBy(memory, generous) || growsBy(memory, missing);
}

function growsBy(memory: WebAssembly.Memory, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch {
    return false;
  }
}

function tooMuch(bytes: number): Error {
  const mebibytes = Math.ceil(bytes / 2 ** 20);
  return new Error(`The engine needs ${mebibytes} MiB of memory, more than it can have. Take fewer lanes.`);
}
