import type { Markish } from "@observablehq/plot";
import type { Interval } from "../../evaluation/backtest-report.js";
import type { AxisScale } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { figure } from "./figure.js";
import { decimalsFor, formatNumber } from "./format-number.js";
import type { Html } from "./html.js";

export interface NamedInterval extends Interval {
  readonly name: string;
  /** On the axis; default: the name. */
  readonly label?: string;
}

/** What is drawn for a row: Plot's channels are `mean`, `low`, `high`, and `row` for the place. */
export type RowData = readonly (Interval & { readonly row: number })[];

export interface IntervalChart {
  readonly rows: readonly NamedInterval[];
  readonly scale: AxisScale;
  /** What the numbers are, on the axis; in a sentence; and what the rows are. */
  readonly label: string;
  readonly description: string;
  readonly heading: readonly [row: string, mean: string];
  readonly caption: string;
  /** Of the means; default: as many as give the usual one four digits. */
  readonly decimals?: number;
  marksOf(at: RowData, row: number): readonly Markish[];
  /** Drawn over all rows. */
  readonly over?: readonly Markish[];
}

/** A row for each thing: its name, what is drawn for it, and its mean in figures. */
export function intervalChart(chart: IntervalChart, canvas: Canvas): Html {
  const { rows, scale, label, description, heading, caption, marksOf, over = [] } = chart;
  const { decimals = decimalsFor(rows.map(({ mean }) => mean)) } = chart;
  const { plot } = canvas;
  const labels = rows.map((row) => row.label ?? row.name);
  const text = (value: number) => formatNumber(value, decimals);
  const beside = { frameAnchor: "right", textAnchor: "start", dx: 12 } as const;
  const marks = rows.flatMap(({ mean, low, high }, row) => {
    const at = [{ mean, low, high, row }];
    return [...marksOf(at, row), plot.text(at, { ...beside, y: "row", text: () => text(mean) })];
  });
  const picture = canvas.draw({
    width: 880,
    height: 60 + 32 * rows.length,
    marginLeft: 24 + 7 * Math.max(...labels.map((words) => [...words].length)),
    marginRight: 80,
    marginBottom: 42,
    x: { ...scale, grid: true, labelArrow: "none", labelAnchor: "center", label },
    y: {
      type: "band",
      domain: rows.map((_, row) => row),
      label: null,
      tickSize: 0,
      tickFormat: (row: number) => labels[row],
    },
    marks: [...marks, ...over],
  });
  return figure({
    description: `${description}: ${rows.map(({ name, mean }) => `${name} ${text(mean)}`).join(", ")}.`,
    picture,
    caption,
    data: {
      heading: [...heading, "95 % low", "95 % high"],
      rows: rows.map(({ name, mean, low, high }) => [name, text(mean), text(low), text(high)]),
    },
  });
}
