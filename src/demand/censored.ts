import { type Frequency, type Panel, periodCount } from "./panel.js";

export interface EstimatedDemand {
  /** Units demanded, `[series × periods]`. */
  readonly units: Float32Array;
  /** 1 where the demand had to be estimated because the series was out of stock, `[series × periods]`. */
  readonly estimated: Uint8Array;
}

/** How many in-stock periods to ask on each side: whole weeks of days, so that every weekday counts alike. */
const NEIGHBOURS: Readonly<Record<Frequency, number>> = { day: 7, week: 4, month: 3 };

/**
 * The demand to simulate against. In stock it is the sales. Out of stock sales are a lower bound, and demand
 * is the mean of those among the nearest in-stock periods, before and after, that sold at least as much;
 * where there are none it is the bound itself. Periods before the series starts are 0 and not estimated.
 *
 * Looks at both past and future: for simulation and scoring only, never for what a policy sees. Estimates are
 * left fractional: rounding would need chance, and a share of a unit costs the right amount on average.
 * @param partEnds ends (exclusive) of the parts of a split, ascending: an estimate never looks past the end
 * of its own part, so that what is trained on holds nothing of validation, nor validation of the test.
 */
export function estimateDemand(panel: Panel, partEnds: readonly number[] = []): EstimatedDemand {
  const asSold = !panel.inStock.includes(0) && panel.firstPeriod.every((first) => first === 0);
  // A large panel is not copied without need.
  const units = asSold ? panel.units : panel.units.slice();
  const estimated = new Uint8Array(units.length);
  if (asSold) return { units, estimated };
  const periods = periodCount(panel);
  for (let series = 0; series < panel.series.length; series++) {
    const row = series * periods;
    const first = panel.firstPeriod[series];
    units.fill(0, row, row + Math.min(first, periods));
    const seen = inStockPeriods(panel, series);
    let after = 0;
    for (let period = first; period < periods; period++) {
      while (after < seen.length && seen[after] < period) after++;
      if (panel.inStock[row + period] === 1) continue;
      const reach = NEIGHBOURS[panel.frequency];
      const end = partEnds.find((partEnd) => period < partEnd) ?? periods;
      const neighbours = seen.slice(Math.max(after - reach, 0), after + reach).filter((near) => near < end);
      const demands = neighbours.map((near) => panel.units[row + near]);
      units[row + period] = meanFrom(panel.units[row + period], demands);
      estimated[row + period] = 1;
    }
  }
  return { units, estimated };
}

function inStockPeriods(panel: Panel, series: number): readonly number[] {
  const periods = periodCount(panel);
  const seen: number[] = [];
  for (let period = panel.firstPeriod[series]; period < periods; period++)
    if (panel.inStock[series * periods + period] === 1) seen.push(period);
  return seen;
}

/** E[demand | demand >= sold], with the neighbours as the demand's distribution. */
function meanFrom(sold: number, neighbours: readonly number[]): number {
  let [total, count] = [0, 0];
  for (const demand of neighbours)
    if (demand >= sold) {
      total += demand;
      count++;
    }
  return count > 0 ? total / count : sold;
}
