/** A value at an integer, the one that is kept. */
export interface Found<T> {
  readonly at: number;
  readonly found: T;
}

/** Steps beyond the best before a direction is given up: costs along an index may have small humps. */
const PATIENCE = 3;

/**
 * The integer in [low, high] with the smallest cost, walking up and down from `from` until several steps in a
 * row bring nothing better.
 */
export async function walkToBest<T extends { readonly cost: number }>(
  range: { readonly low: number; readonly high: number; readonly from: number },
  evaluate: (at: number) => Promise<T>,
): Promise<Found<T>> {
  const from = Math.min(range.high, Math.max(range.low, range.from));
  let best: Found<T> = { at: from, found: await evaluate(from) };
  for (const step of [1, -1]) {
    let since = 0;
    for (let at = from + step; at >= range.low && at <= range.high && since < PATIENCE; at += step) {
      const found = await evaluate(at);
      since++;
      if (found.cost < best.found.cost - 1e-11 * Math.abs(best.found.cost)) {
        best = { at, found };
        since = 0;
      }
    }
  }
  return best;
}
