import type { BenchInstance } from "../../../store/inventorybench-files.js";

/**
 * A score that nobody can better, whatever he knows: all demand is served from the first period on in which
 * an order can arrive, and nothing is ever left over.
 */
export function hindsightBound({ periods }: Pick<BenchInstance, "periods">): number {
  const arrivals = periods.map(({ leadTime }, placed) => placed + (leadTime ?? Infinity));
  const first = arrivals.reduce((least, arrival) => Math.min(least, arrival), Infinity);
  const demandFrom = (start: number) =>
    periods.reduce((sum, { demand }, now) => (now >= start ? sum + demand : sum), 0);
  const all = demandFrom(0);
  return all > 0 ? demandFrom(first) / all : 0;
}
