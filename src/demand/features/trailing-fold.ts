import { assert } from "../../base/errors.js";

/** The decisions to look back from: the one at the start of period t sees the periods [t - window, t). */
export interface TrailingRange {
  readonly from: number;
  readonly count: number;
  /** Periods looked back on; periods before 0 are skipped. */
  readonly window: number;
}

/** What becomes of the values of a window: their sum, or the largest of them, which are not negative. */
type Combination = "sum" | "largest";

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

/** The sum of each decision's trailing window; `cells` are the values that `cellsOf` gives for the range. */
export function trailingSums(range: TrailingRange, cells: Float64Array): Float64Array {
  return trailingFold(range, cells, "sum");
}

/** The largest value of each decision's trailing window, of values that are not negative; 0 without any. */
export function trailingMaxima(range: TrailingRange, cells: Float64Array): Float64Array {
  return trailingFold(range, cells, "largest");
}

/**
 * Combines each decision's trailing window in a time of O(count + window). Periods are cut into blocks of
 * the window's length, counted from period 0; a window is the end of one block and the beginning of the
 * next, and both are running results (van Herk, 1992). Unlike a running sum that adds one end and
 * subtracts the other, this never cancels: a window of zeros sums to 0, and a decision's result is
 * the same bits wherever the calculation starts.
 */
function trailingFold(range: TrailingRange, cells: Float64Array, combination: Combination): Float64Array {
  const { from, count, window } = range;
  assert(window > 0, `a trailing window has at least one period, not ${window}`);
  const start = firstCell(range);
  const beginnings = foldBeginnings(cells, window, combination);
  const endings = foldEndings(cells, window, combination);
  const result = new Float64Array(count);
  // The decision at the start of period 0 looks back on nothing.
  const first = from === 0 ? 1 : 0;
  let intoBlock = (from + first - 1) % window;
  for (let k = first; k < count; k++) {
    const newest = from + k - 1 - start;
    const oldest = newest - window + 1;
    const recent = beginnings[newest];
    // A window that is a whole block, or begins with the panel, needs no end of the block before.
    const crosses = intoBlock !== window - 1 && oldest >= 0;
    result[k] = crosses ? combined(endings[oldest], recent, combination) : recent;
    intoBlock = intoBlock === window - 1 ? 0 : intoBlock + 1;
  }
  return result;
}

function combined(left: number, right: number, combination: Combination): number {
  if (combination === "sum") return left + right;
  return left > right ? left : right;
}

/** Each period's result from the start of its block; the cells start with a block. */
function foldBeginnings(cells: Float64Array, window: number, combination: Combination): Float64Array {
  const beginnings = cells.slice();
  for (let block = 0; block < cells.length; block += window) {
    const end = Math.min(block + window, cells.length);
    for (let k = block + 1; k < end; k++)
      beginnings[k] = combined(beginnings[k - 1], beginnings[k], combination);
  }
  return beginnings;
}

/** Each period's result to the end of its block. */
function foldEndings(cells: Float64Array, window: number, combination: Combination): Float64Array {
  const endings = cells.slice();
  for (let block = 0; block < cells.length; block += window) {
    const end = Math.min(block + window, cells.length);
    for (let k = end - 2; k >= block; k--) endings[k] = combined(endings[k], endings[k + 1], combination);
  }
  return endings;
}
