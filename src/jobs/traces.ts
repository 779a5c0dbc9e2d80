import { formatDate } from "../base/dates.js";
import type { Panel } from "../demand/panel.js";
import type { BacktestReport, SeriesTrace } from "../evaluation/backtest-report.js";
import type { Flows } from "../simulation/replay.js";
import type { Windows } from "../simulation/simulator.js";

/** Shares of the series, by units sold, at which an example is picked: busy, usual and slow. */
const PICKED_AT = [0, 0.1, 0.5, 0.85];

/** A few series over the scored periods under one policy: a busy one, usual ones and a slow one. */
export function traces(
  { name, flows, windows }: { name: string; flows: Flows; windows: Windows },
  panel: Panel,
): BacktestReport["traces"] {
  const units = Float64Array.from({ length: flows.lanes }, (_, lane) => total(flows, lane, windows.warmUp));
  const byUnits = Array.from(units.keys()).sort((a, b) => units[b] - units[a] || a - b);
  const picked = new Set(PICKED_AT.map((share) => byUnits[Math.floor(share * (byUnits.length - 1))]));
  return [{ policy: name, series: [...picked].map((lane) => trace(flows, windows, panel, lane)) }];
}

function total({ fields, periods }: Flows, lane: number, from: number): number {
  let sum = 0;
  for (let t = from; t < periods; t++) sum += fields.demanded[lane * periods + t];
  return sum;
}

function trace({ fields, periods }: Flows, windows: Windows, panel: Panel, lane: number): SeriesTrace {
  const series = windows.series[lane];
  const { item, location } = panel.series[series];
  const first = lane * periods + windows.warmUp;
  const cells = (values: Float32Array) => [...values.subarray(first, (lane + 1) * periods)];
  const start = windows.start[lane] + windows.warmUp;
  return {
    label: location === "" ? item : `${item} at ${location}`,
    dates: Array.from({ length: windows.periods - windows.warmUp }, (_, t) =>
      formatDate(panel.periodStart[start + t]),
    ),
    demand: cells(fields.demanded),
    onHand: cells(fields.onHand),
    orders: cells(fields.ordered),
    target: cells(fields.target),
  };
}
