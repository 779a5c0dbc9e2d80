import { assert } from "../../base/errors.js";

/** The decisions to look back from: the one at the start of period t sees the periods [t - window, t). */
export interface TrailingRange {
  readonly from: number;
  readonly count: number;
  /** Periods looked back on; periods before 0 are skipped. */
  readonly window: number;
}

export interface TrailingFold extends TrailingRange {
  /** The values of the periods from `firstCell` of the range on, as `cellsOf` gives them. */
  readonly cells: Float64Array;
  readonly combine: (left: number, right: number) => number;
  /** The result over no periods. */
  readonly empty: number;
}

/** The first period whose value a range of decisions needs: the start of a block. */
export function firstCell({ from, window }: TrailingRange): number {
  return Math.max(0, Math.floor((from - window) / window) * window);
}

/** The values of all periods that a range of decisions needs. */
export function cellsOf(range: TrailingRange, cell: (period: number) => number): Float64Array {
  const start = firstCell(range);
  const cells = new Float64Array(Math.max(range.from + range.count - 1 - start, 0));
  for (let k = 0; k < cells.length; k++) cells[k] = cell(start + k);
  return cells;
}

/**
 * Combines each decision's trailing window in a time of O(count + window). Periods are cut into blocks of
 * the window's length, counted from period 0; a window is the end of one block and the beginning of the
 * next, and both are running results (van Herk, 1992). Unlike a running sum that adds one end and
 * subtracts the other, this never cancels: a window of zeros sums to 0, and a decision's result is
 * the same bits wherever the calculation starts.
 */
export function trailingFold(fold: TrailingFold): Float64Array {
  const { from, count, window, cells, combine, empty } = fold;
  assert(window > 0, `a trailing window has at least one period, not ${window}`);
  const start = firstCell(fold);
  const beginnings = foldBeginnings(cells, window, combine);
  const endings = foldEndings(cells, window, combine);
  const result = new Float64Array(count).fill(empty);
  for (let k = from === 0 ? 1 : 0; k < count; k++) {
    const newest = from + k - 1;
    const oldest = Math.max(newest - window + 1, 0);
    const block = newest - (newest % window);
    const recent = beginnings[newest - start];
    result[k] = oldest < block ? combine(endings[oldest - start], recent) : recent;
  }
  return result;
}

/** The sum of each decision's trailing window. */
export function trailingSums(range: TrailingRange, cells: Float64Array): Float64Array {
  return trailingFold({ ...range, cells, combine: add, empty: 0 });
}

/** The largest value of each decision's trailing window, of values that are not negative; 0 without any. */
export function trailingMaxima(range: TrailingRange, cells: Float64Array): Float64Array {
  return trailingFold({ ...range, cells, combine: Math.max, empty: 0 });
}

function add(left: number, right: number): number {
  return left + right;
}

type Combine = (left: number, right: number) => number;

/** Each period's result from the start of its block; the cells start with a block. */
function foldBeginnings(cells: Float64Array, window: number, combine: Combine): Float64Array {
  const beginnings = cells.slice();
  for (let k = 1; k < cells.length; k++)
    if (k % window !== 0) beginnings[k] = combine(beginnings[k - 1], cells[k]);
  return beginnings;
}

/** Each period's result to the end of its block. */
function foldEndings(cells: Float64Array, window: number, combine: Combine): Float64Array {
  const endings = cells.slice();
  for (let k = cells.length - 2; k >= 0; k--)
    if ((k + 1) % window !== 0) endings[k] = combine(cells[k], endings[k + 1]);
  return endings;
}
