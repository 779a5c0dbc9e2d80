import type { BacktestReport } from "../../evaluation/backtest-report.js";
import { axisScale, scaleNote } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import type { Html } from "./html.js";
import { intervalChart } from "./interval-chart.js";
import { boundsNote, policiesByCost, usable } from "./policy-columns.js";
import { policyMarkers } from "./policy-marker.js";
import { shortName } from "./short-name.js";

/** Cost of every policy with its 95 % interval, the cheapest on top. */
export function costChart(report: BacktestReport, canvas: Canvas): Html {
  const markers = policyMarkers(report);
  const policies = usable(policiesByCost(report));
  const scale = axisScale(policies.flatMap(({ cost }) => [cost.mean, cost.low, cost.high]));
  const { plot } = canvas;
  return intervalChart(
    {
      rows: policies.map(({ name, cost }) => ({ name, label: shortName(name), ...cost })),
      scale,
      label: "Cost per series and period",
      description: "Cost per series and period with 95 % intervals",
      heading: ["Policy", "Cost"],
      caption:
        "Cost per series and period. Marks are means, lines 95 % intervals of each policy alone; whether " +
        "two policies differ is judged by the paired differences in the table." +
        scaleNote(scale, "cost") +
        boundsNote(report),
      marksOf(at, row) {
        const marker = markers.get(policies[row])!;
        const fill = marker.fill === "none" ? "var(--page)" : marker.fill;
        return [
          plot.ruleY(at, { x1: "low", x2: "high", y: "row", stroke: marker.stroke, strokeWidth: 2 }),
          plot.dot(at, { x: "mean", y: "row", ...marker, fill }),
        ];
      },
    },
    canvas,
  );
}
