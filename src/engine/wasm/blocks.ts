import type { SessionSize } from "../executor.js";

/** How lanes are split. It depends on the number of lanes alone, never on threads: it decides rounding. */
export interface Blocks {
  /** Lanes of a block, a multiple of 16; the last block is filled up with copies of the last lane. */
  readonly width: number;
  readonly count: number;
  /** Blocks are computed in so many chunks; each adds up a gradient of its own. */
  readonly chunks: number;
}

/** A block's trajectory should stay in the second-level cache, and its rows fill the register tiles. */
const WIDTH = 32;
/** Enough for many threads to share evenly, few enough that adding their gradients costs nothing. */
const CHUNKS = 16;
/** Four vectors of four lanes: the width of a register tile. */
const TILE = 16;

/** How numbers are split that are computed one by one, whoever computes them. */
export interface Stretches {
  /** Numbers of a chunk: whole cache lines. */
  readonly length: number;
  readonly chunks: number;
}

/** Some 20 to 50 µs of work: less is not worth another thread, and of more one may wait long for another. */
const STRETCH = 16_384;

export function stretches(numbers: number): Stretches {
  const chunks = Math.max(1, Math.round(numbers / STRETCH));
  return { length: Math.ceil(numbers / chunks / 16) * 16, chunks };
}

export function blocks({ lanes }: SessionSize): Blocks {
  const count = Math.ceil(lanes / WIDTH);
  const width = count === 0 ? TILE : Math.ceil(lanes / count / TILE) * TILE;
  return { width, count, chunks: Math.min(count, CHUNKS) };
}
