import type { FeatureImportance } from "../../evaluation/backtest-report.js";
import { linearScale } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { decimalsFor } from "./format-number.js";
import type { Html } from "./html.js";
import { intervalChart } from "./interval-chart.js";

const BAR = { fill: "var(--learned)", fillOpacity: 0.45, insetTop: 8, insetBottom: 8 };

/** What exchanging each thing adds to the cost, with its 95 % interval, the most important on top. */
export function importanceChart(importance: readonly FeatureImportance[], canvas: Canvas): Html {
  const { plot } = canvas;
  const rows = importance.map(({ thing, increase }) => ({ name: thing, ...increase }));
  return intervalChart(
    {
      rows,
      scale: linearScale([0, ...rows.flatMap(({ mean, low, high }) => [mean, low, high])]),
      label: "Added cost per series and period",
      description: "What exchanging each thing adds to the cost",
      heading: ["What is seen", "Added cost"],
      // Most things add next to nothing; that needs no more digits than the first ones.
      decimals: decimalsFor([Math.max(...rows.map(({ mean }) => mean))]),
      caption:
        "What the learned policy costs more, per series and period of the validation, when one thing that " +
        "it sees is exchanged among series and times. Bars are means of five exchanges, lines 95 % " +
        "intervals. Things that say the same stand in for each other: each may look less important than " +
        "both are.",
      marksOf: (at) => [
        plot.barX(at, { x1: () => 0, x2: "mean", y: "row", ...BAR }),
        plot.ruleY(at, { x1: "low", x2: "high", y: "row", stroke: "var(--text)", strokeWidth: 2 }),
      ],
      over: [plot.ruleX([0], { stroke: "var(--muted)" })],
    },
    canvas,
  );
}
