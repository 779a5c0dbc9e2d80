import { assert } from "../../base/errors.js";

export interface TrailingFold {
  /** The first decision; the decision at the start of period t sees the periods [t - window, t). */
  readonly from: number;
  /** How many decisions. */
  readonly count: number;
  /** Periods looked back on; periods before 0 are skipped. */
  readonly window: number;
  /** The value of one period. */
  readonly cell: (period: number) => number;
  readonly combine: (left: number, right: number) => number;
  /** The result over no periods. */
  readonly empty: number;
}

/**
 * Combines each decision's trailing window in a time of O(count + window). Periods are cut into blocks of
 * the window's length, counted from period 0; a window is the end of one block and the beginning of the
 * next, and both are running results (van Herk, 1992). Unlike a running sum that adds one end and
 * subtracts the other, this never cancels: a window of zeros sums to 0, and a decision's result is
 * the same bits wherever the calculation starts.
 */
export function trailingFold({ from, count, window, cell, combine, empty }: TrailingFold): Float64Array {
  assert(window > 0, `a trailing window has at least one period, not ${window}`);
  const result = new Float64Array(count);
  if (count === 0) return result;
  const start = Math.max(0, Math.floor((from - window) / window) * window);
  const end = Math.max(start, from + count - 1);
  const beginnings = new Float64Array(end - start);
  const endings = new Float64Array(end - start);
  for (let block = start; block < end; block += window)
    foldBlock(block, Math.min(block + window, end));
  for (let k = 0; k < count; k++) {
    const decision = from + k;
    if (decision === 0) {
      result[k] = empty;
      continue;
    }
    const block = Math.floor((decision - 1) / window) * window;
    const oldest = Math.max(decision - window, 0);
    const recent = beginnings[decision - 1 - start];
    result[k] = oldest < block ? combine(endings[oldest - start], recent) : recent;
  }
  return result;

  function foldBlock(block: number, stop: number): void {
    let running = empty;
    for (let period = block; period < stop; period++) {
      running = combine(running, cell(period));
      beginnings[period - start] = running;
    }
    running = empty;
    for (let period = stop - 1; period >= block; period--) {
      running = combine(cell(period), running);
      endings[period - start] = running;
    }
  }
}

/** The sum of each decision's trailing window. */
export function trailingSums(parts: Omit<TrailingFold, "combine" | "empty">): Float64Array {
  return trailingFold({ ...parts, combine: (left, right) => left + right, empty: 0 });
}
