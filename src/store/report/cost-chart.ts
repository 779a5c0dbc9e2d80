import type { BacktestReport } from "../../evaluation/backtest-report.js";
import { axisScale, scaleNote } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { figure } from "./figure.js";
import { decimalsFor, formatNumber } from "./format-number.js";
import type { Html } from "./html.js";
import { boundsNote, policiesByCost, usable } from "./policy-columns.js";
import { policyMarkers } from "./policy-marker.js";
import { shortName } from "./short-name.js";

/** Cost of every policy with its 95 % interval, the cheapest on top. */
export function costChart(report: BacktestReport, canvas: Canvas): Html {
  const markers = policyMarkers(report);
  const policies = usable(policiesByCost(report));
  const scale = axisScale(policies.flatMap(({ cost }) => [cost.mean, cost.low, cost.high]));
  const decimals = decimalsFor(policies.map(({ cost }) => cost.mean));
  const text = (value: number) => formatNumber(value, decimals);
  const labels = policies.map(({ name }) => shortName(name));
  const { plot } = canvas;
  const beside = { frameAnchor: "right", textAnchor: "start", dx: 12 } as const;
  const marks = policies.flatMap((policy, row) => {
    const { cost } = policy;
    const marker = markers.get(policy)!;
    const at = [{ ...cost, row }];
    const fill = marker.fill === "none" ? "var(--page)" : marker.fill;
    return [
      plot.ruleY(at, { x1: "low", x2: "high", y: "row", stroke: marker.stroke, strokeWidth: 2 }),
      plot.dot(at, { x: "mean", y: "row", ...marker, fill }),
      plot.text(at, { ...beside, y: "row", text: () => text(cost.mean) }),
    ];
  });
  const axis = { grid: true, labelArrow: "none", labelAnchor: "center" } as const;
  const picture = canvas.draw({
    width: 880,
    height: 60 + 32 * policies.length,
    marginLeft: 24 + 7 * Math.max(...labels.map((label) => [...label].length)),
    marginRight: 80,
    marginBottom: 42,
    x: { ...scale, ...axis, label: "Cost per series and period" },
    y: {
      type: "band",
      domain: policies.map((_, row) => row),
      label: null,
      tickSize: 0,
      tickFormat: (row: number) => labels[row],
    },
    marks,
  });
  return figure({
    description: `Cost per series and period with 95 % intervals: ${policies
      .map(({ name, cost }) => `${name} ${text(cost.mean)}`)
      .join(", ")}.`,
    picture,
    caption:
      "Cost per series and period. Marks are means, lines 95 % intervals of each policy alone; whether two " +
      "policies differ is judged by the paired differences in the table." +
      scaleNote(scale, "cost") +
      boundsNote(report),
    data: {
      heading: ["Policy", "Cost", "95 % low", "95 % high"],
      rows: policies.map(({ name, cost }) => [name, text(cost.mean), text(cost.low), text(cost.high)]),
    },
  });
}
