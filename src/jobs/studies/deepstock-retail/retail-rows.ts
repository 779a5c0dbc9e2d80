import { assert } from "../../../base/errors.js";
import { randomStream } from "../../../base/random.js";
import { percentileInterval, resampleSeries } from "../../../evaluation/bootstrap.js";
import type { StudyRow } from "../study.js";
import { type Cell, published, regularisationOf } from "./cells.js";
import type { PairTotals } from "./played.js";

/** A cell, and what its chosen policy did. */
export interface PlayedCell extends Cell {
  readonly totals: PairTotals;
}

/** Of the sums of the columns of one cell: demand, weighted days out, stock, sold, judged, days. */
const measures = {
  "stockout rate": ([demand, out]: Iterable<number>) => (100 * out) / demand,
  "turnover days": ([, , stock, sold]: Iterable<number>) => stock / sold,
  objective: ([, , , , judged, days]: Iterable<number>) => judged / days,
} as const;
type Measure = keyof typeof measures;
const COLUMNS = 6;

/** Each cell's measures, and their differences from those of the reference on the same draws of pairs. */
export function retailRows(cell: PlayedCell, reference: PlayedCell): StudyRow[] {
  const columns = [...columnsOf(cell.totals), ...columnsOf(reference.totals)];
  const resampled = resampleSeries(columns, { stream: randomStream(1).child("retail") });
  const names = { method: cell.method.name, head: regularisationOf(cell) };
  const printed = published[`${cell.method.name} ${names.head}`];
  return (Object.keys(measures) as Measure[]).flatMap((measure) => {
    const of = measures[measure];
    const own = percentileInterval(resampled, (sums) => of(sums.slice(0, COLUMNS)));
    const beyond = percentileInterval(
      resampled,
      (sums) => of(sums.slice(0, COLUMNS)) - of(sums.slice(COLUMNS)),
    );
    assert(own !== null && beyond !== null, "pairs have demand and sales");
    const place = measure === "stockout rate" ? 0 : 1;
    const known = measure === "objective" || printed === undefined ? null : printed[place];
    const row = (against: string, { mean, low, high }: typeof own, value: number | null): StudyRow => ({
      keys: { ...names, measure, against },
      value: mean,
      low,
      high,
      published: value,
    });
    return [row("nothing", own, null), row("DDPG both", beyond, known)];
  });
}

/** Days out are weighted by the demand of the pair, as turnover is by its sales. */
function columnsOf({ demand, sold, stock, days, out, judged }: PairTotals): Float64Array[] {
  const weighted = out.map((count, pair) => (days[pair] > 0 ? (demand[pair] * count) / days[pair] : 0));
  return [demand, weighted, stock, sold, judged, days].map((column) => Float64Array.from(column));
}
