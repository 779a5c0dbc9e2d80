import { decisionDay, firstPeriodFrom } from "./calendar.js";
import { type Attribute, type Panel, type SeriesKey, panel, periodCount } from "./panel.js";

export function seriesId({ item, location }: SeriesKey): string {
  return JSON.stringify([item, location]);
}

/**
 * What was known before the decision at the start of period `decision` (at most the number of periods): the
 * history up to it, and that period itself, empty.
 */
export function historyBefore(full: Panel, decision: number): Panel {
  const periods = decision + 1;
  const days = Array.from({ length: periods }, (_, t) => decisionDay(full, t));
  return cells(full, {
    periodStart: Int32Array.from(days),
    series: full.series,
    source: (series, t) => (t < decision ? { panel: full, series, period: t } : undefined),
    planned: (series) => series,
  });
}

/** The panel with the periods of `newer` that start after its own last one; series new to it are added. */
export function withNewerSales(old: Panel, newer: Panel): Panel {
  const oldPeriods = periodCount(old);
  const from = firstPeriodFrom(newer.periodStart, old.periodStart[oldPeriods - 1] + 1);
  const days = [...old.periodStart, ...newer.periodStart.subarray(from)];
  const [inOld, inNewer] = [old, newer].map(
    ({ series }) => new Map(series.map((key, index) => [seriesId(key), index])),
  );
  const series = [...old.series, ...newer.series.filter((key) => !inOld.has(seriesId(key)))];
  return cells(old, {
    periodStart: Int32Array.from(days),
    series,
    source(index, t) {
      const id = seriesId(series[index]);
      const place = t < oldPeriods ? inOld.get(id) : inNewer.get(id);
      if (place === undefined) return undefined;
      return t < oldPeriods
        ? { panel: old, series: place, period: t }
        : { panel: newer, series: place, period: t - oldPeriods + from };
    },
    planned: (index) => inOld.get(seriesId(series[index])),
  });
}

interface Cells {
  readonly periodStart: Int32Array;
  readonly series: readonly SeriesKey[];
  /** Where a cell comes from; undefined where nothing was sold and nothing is known. */
  source(series: number, period: number): { panel: Panel; series: number; period: number } | undefined;
  /** The series of the old panel whose plans a series has; undefined for a series that is new. */
  planned(series: number): number | undefined;
}

function cells(old: Panel, places: Cells): Panel {
  const { periodStart, series, source } = places;
  const periods = periodStart.length;
  const units = new Float32Array(series.length * periods);
  const inStock = new Uint8Array(units.length).fill(1);
  const firstPeriod = new Int32Array(series.length).fill(periods);
  series.forEach((_, s) => {
    for (let t = 0; t < periods; t++) {
      const from = source(s, t);
      if (!from) continue;
      const cell = from.series * periodCount(from.panel) + from.period;
      units[s * periods + t] = from.panel.units[cell];
      inStock[s * periods + t] = from.panel.inStock[cell];
      if (from.panel.firstPeriod[from.series] <= from.period) firstPeriod[s] = Math.min(firstPeriod[s], t);
    }
  });
  const attributes = new Map(
    [...old.attributes].map(([name, values]) => [name, extended(values, series.length)]),
  );
  const names = [...(old.perPeriod?.keys() ?? [])];
  const later = Math.max(periodCount(old) + plannedPeriods(old) - periods, 0);
  const perPeriod = new Map<string, Float32Array>();
  const planned = new Map<string, Float32Array>();
  for (const name of names) {
    const known = lastKnown(name, places);
    perPeriod.set(name, known);
    if (old.planned?.has(name)) planned.set(name, withPlans(old, name, { places, known, later }));
  }
  const { frequency } = old;
  const changing = { units, inStock, perPeriod, planned };
  return panel({ frequency, periodStart, series, firstPeriod, attributes, ...changing });
}

/** Periods after the last of which a panel holds plans. */
function plannedPeriods({ planned, series }: Panel): number {
  return Math.max(0, ...[...(planned?.values() ?? [])].map((values) => values.length / series.length));
}

/** Writes what was planned over what was last known, and returns the plans for the periods after the last. */
function withPlans(
  old: Panel,
  name: string,
  { places, known, later }: { places: Cells; known: Float32Array; later: number },
): Float32Array {
  const [periods, oldPeriods] = [places.periodStart.length, periodCount(old)];
  const [values, plans] = [old.perPeriod!.get(name)!, old.planned!.get(name)!];
  const oldLater = plans.length / old.series.length;
  const at = (series: number, t: number) => {
    if (t < oldPeriods) return values[series * oldPeriods + t];
    return t - oldPeriods < oldLater ? plans[series * oldLater + t - oldPeriods] : NaN;
  };
  const rest = new Float32Array(places.series.length * later).fill(NaN);
  places.series.forEach((_, s) => {
    const own = places.planned(s);
    if (own === undefined) return;
    for (let t = 0; t < periods + later; t++) {
      const value = at(own, t);
      if (t >= periods) rest[s * later + t - periods] = value;
      else if (!Number.isNaN(value)) known[s * periods + t] = value;
    }
  });
  return rest;
}

/** A column that changes by period; a period of which nothing is known has what the one before it had. */
function lastKnown(name: string, { periodStart, series, source }: Cells): Float32Array {
  const periods = periodStart.length;
  const values = new Float32Array(series.length * periods);
  series.forEach((_, s) => {
    let last = NaN;
    for (let t = 0; t < periods; t++) {
      const from = source(s, t);
      const column = from?.panel.perPeriod?.get(name);
      const own = from && column ? column[from.series * periodCount(from.panel) + from.period] : NaN;
      if (!Number.isNaN(own)) last = own;
      values[s * periods + t] = last;
    }
  });
  return values;
}

/** An attribute for more series: those that are new have the median, or no text. */
function extended(attribute: Attribute, count: number): Attribute {
  if (attribute.kind === "text") {
    const more = Array.from({ length: count - attribute.values.length }, () => "");
    return { kind: "text", values: [...attribute.values, ...more] };
  }
  const sorted = attribute.values.filter((value) => !Number.isNaN(value)).sort();
  const values = new Float64Array(count).fill(sorted[Math.floor(sorted.length / 2)] ?? NaN);
  values.set(attribute.values);
  return { kind: "number", values };
}
