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

export function blocks({ lanes }: SessionSize): Blocks {
  const count = Math.ceil(lanes / WIDTH);
  const width = count === 0 ? TILE : Math.ceil(lanes / count / TILE) * TILE;
  return { width, count, chunks: Math.min(count, CHUNKS) };
}
