import { type Panel, periodCount } from "./panel.js";

/** A run of zeros is taken for a stock-out where chance brings fewer such runs per history than this. */
const RARER_THAN = 0.01;

/** What was inferred, `[series × periods]`, and how many periods were taken to be out of stock. */
export interface InferredStockOuts {
  readonly inStock: Uint8Array;
  readonly periods: number;
}

/**
 * Takes periods without a sale to be out of stock where they come in a run that chance hardly brings. Where
 * a series sells in a share p of its periods, a history of T periods has p (1 − p)ⁿ T runs of n zeros or
 * more, if periods are independent. The share is that of the periods outside of the run and of those found
 * before it, with one zero more, so that a series that always sells is granted one.
 *
 * Cautious where the data say little: a series that sells rarely has no such run; the zeros at the end of a
 * history may be those of an item that was taken off; and periods in which nothing was sold anywhere are
 * closed, and neither lengthen nor end a run.
 */
export function inferStockOuts(panel: Panel): InferredStockOuts {
  const periods = periodCount(panel);
  const open = openPeriods(panel);
  const inStock = panel.inStock.slice();
  let inferred = 0;
  for (let series = 0; series < panel.series.length; series++) {
    const row = series * periods;
    const seen = open.filter((period) => period >= panel.firstPeriod[series] && inStock[row + period] === 1);
    for (const period of outOfStock(seen, (at) => panel.units[row + at] > 0)) {
      inStock[row + period] = 0;
      inferred++;
    }
  }
  return { inStock, periods: inferred };
}

function openPeriods({ units, series, periodStart }: Panel): readonly number[] {
  const periods = periodStart.length;
  const sold = new Uint8Array(periods);
  for (let s = 0; s < series.length; s++)
    for (let period = 0; period < periods; period++)
      if (units[s * periods + period] > 0) sold[period] = 1;
  return [...sold.keys()].filter((period) => sold[period] === 1);
}

function outOfStock(seen: readonly number[], sells: (period: number) => boolean): readonly number[] {
  const runs = runsOfZeros(seen, sells);
  const sales = seen.filter(sells).length;
  let taken = 0;
  for (let others = seen.length; taken < runs.length; taken++) {
    const { length } = runs[taken];
    others -= length;
    const share = sales / (others + 1);
    if (share * (1 - share) ** length * seen.length >= RARER_THAN) break;
  }
  return runs.slice(0, taken).flat();
}

/** Runs of zeros between two sales, the longest first. */
function runsOfZeros(seen: readonly number[], sells: (period: number) => boolean): number[][] {
  const runs: number[][] = [];
  let run: number[] | undefined;
  for (const period of seen) {
    if (!sells(period)) run?.push(period);
    else {
      if (run !== undefined && run.length > 0) runs.push(run);
      run = [];
    }
  }
  return runs.sort((a, b) => b.length - a.length);
}
