import { type Panel, periodCount } from "../panel.js";
import { anniversariesOf } from "./anniversaries.js";
import type { Feature } from "./feature.js";
import { trailingMoments } from "./trailing-moments.js";

/** A season moves the demand of all series together by at most this factor, up or down. */
const LARGEST_CHANGE = 4;

/**
 * The series' mean of the last `window` periods, moved as all series together moved at this time of earlier
 * years: from those `window` periods to the `ahead` that followed them. A slow series tells nothing of the
 * seasons by itself; all of them do.
 */
export function sharedSeasonMean(window: number, ahead: number): Feature {
  return {
    name: `shared-season-${window}-${ahead}`,
    summary: `Mean of the last ${window} periods, moved to the next ${ahead} as in past years`,
    kind: "units",
    fill(panel, series, from, count, out, offset) {
      const { mean } = trailingMoments(panel, series, { from, count, window });
      const change = changesOf(panel, window, ahead);
      for (let k = 0; k < count; k++) out[offset + k] = mean[k] * change[from + k];
    },
  };
}

/** That movement alone, the same for all series: (after − before) / (after + before). */
export function sharedSeasonChange(window: number, ahead: number): Feature {
  return {
    name: `shared-season-change-${window}-${ahead}`,
    summary: `How demand of all series changed at this time of past years, from -1 to 1; 0 where unknown`,
    kind: "plain",
    fill(panel, _series, from, count, out, offset) {
      const change = changesOf(panel, window, ahead);
      for (let k = 0; k < count; k++) out[offset + k] = (change[from + k] - 1) / (change[from + k] + 1);
    },
  };
}

/** How much more all series sold after this time of past years than before it; 1 where unknown. */
function changesOf(panel: Panel, window: number, ahead: number): Float64Array {
  const totals = totalsOf(panel);
  const key = `${window} ${ahead}`;
  const known = totals.changes.get(key);
  if (known) return known;
  const anniversaries = anniversariesOf(panel);
  const change = Float64Array.from(anniversaries, (_, decision) => {
    let [sum, years, later] = [0, 0, decision];
    // Gaps of a daily panel can be longer than a year: then there is no earlier period a year before.
    for (let then = anniversaries[decision]; then > 0 && then < later; then = anniversaries[then]) {
      later = then;
      const before = meanBetween(totals, Math.max(then - window, 0), then);
      const after = meanBetween(totals, then, Math.min(then + ahead, decision));
      if (!(before > 0 && after > 0)) continue;
      sum += Math.min(Math.max(after / before, 1 / LARGEST_CHANGE), LARGEST_CHANGE);
      years++;
    }
    return years > 0 ? sum / years : 1;
  });
  totals.changes.set(key, change);
  return change;
}

/** Units sold and series in stock, over all series and all periods before each. */
interface Totals {
  readonly units: Float64Array;
  readonly inStock: Float64Array;
  readonly changes: Map<string, Float64Array>;
}

function meanBetween({ units, inStock }: Totals, from: number, to: number): number {
  const count = inStock[to] - inStock[from];
  return count > 0 ? (units[to] - units[from]) / count : 0;
}

const totalsByUnits = new WeakMap<Float32Array, Totals>();

/** Sales of a panel do not change, so they are summed once. */
function totalsOf(panel: Panel): Totals {
  const known = totalsByUnits.get(panel.units);
  if (known) return known;
  const periods = periodCount(panel);
  const [units, inStock] = [new Float64Array(periods + 1), new Float64Array(periods + 1)];
  panel.firstPeriod.forEach((first, series) => {
    for (let t = first; t < periods; t++)
      if (panel.inStock[series * periods + t] === 1) {
        units[t + 1] += panel.units[series * periods + t];
        inStock[t + 1]++;
      }
  });
  for (let t = 0; t < periods; t++) {
    units[t + 1] += units[t];
    inStock[t + 1] += inStock[t];
  }
  const totals: Totals = { units, inStock, changes: new Map() };
  totalsByUnits.set(panel.units, totals);
  return totals;
}
