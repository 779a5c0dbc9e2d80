import { laterPeriodStarts } from "../demand/calendar.js";
import { seriesId } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { OnOrderRow } from "../store/on-order-file.js";

/** Deliveries under way at a decision. */
export interface Deliveries {
  /** By series: in how many periods after the decision each arrives, and its units. */
  readonly bySeries: ReadonlyMap<string, readonly { slot: number; quantity: number }[]>;
  /** Rows that were due before the decision; they count as arriving at once. */
  readonly overdue: number;
  /** Rows due no sooner than an order of the day would be; they count as due in the last slot. */
  readonly late: number;
}

/**
 * Deliveries at the start of the last period of the panel. One that is due within a period can serve demand
 * from the next period on.
 * @param slots how many periods ahead the problem looks, today included.
 */
export function deliveries(onOrder: readonly OnOrderRow[], panel: Panel, slots: number): Deliveries {
  const today = panel.periodStart[periodCount(panel) - 1];
  const starts = [today, ...laterPeriodStarts(panel, slots - 1)];
  const bySeries = new Map<string, { slot: number; quantity: number }[]>();
  let [overdue, late] = [0, 0];
  for (const row of onOrder) {
    const slot = starts.findIndex((start) => row.due <= start);
    if (row.due < today) overdue++;
    if (slot < 0) late++;
    const list = bySeries.get(seriesId(row)) ?? [];
    list.push({ slot: slot < 0 ? slots - 1 : slot, quantity: row.quantity });
    bySeries.set(seriesId(row), list);
  }
  return { bySeries, overdue, late };
}
