import type { FeatureImportance } from "../../evaluation/backtest-report.js";
import { linearScale } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { figure } from "./figure.js";
import { decimalsFor, formatNumber } from "./format-number.js";
import type { Html } from "./html.js";

const BAR = { fill: "var(--learned)", fillOpacity: 0.45, insetTop: 8, insetBottom: 8 };

/** What exchanging each thing adds to the cost, with its 95 % interval, the most important on top. */
export function importanceChart(importance: readonly FeatureImportance[], canvas: Canvas): Html {
  const { plot } = canvas;
  const increases = importance.map(({ increase }) => increase);
  const scale = linearScale([0, ...increases.flatMap(({ mean, low, high }) => [mean, low, high])]);
  const decimals = decimalsFor(increases.map(({ mean }) => mean));
  const text = (value: number) => formatNumber(value, decimals);
  const beside = { frameAnchor: "right", textAnchor: "start", dx: 12 } as const;
  const marks = increases.flatMap((increase, row) => {
    const at = [{ ...increase, zero: 0, row }];
    return [
      plot.barX(at, { x1: "zero", x2: "mean", y: "row", ...BAR }),
      plot.ruleY(at, { x1: "low", x2: "high", y: "row", stroke: "var(--text)", strokeWidth: 2 }),
      plot.text(at, { ...beside, y: "row", text: () => text(increase.mean) }),
    ];
  });
  const axis = { grid: true, labelArrow: "none", labelAnchor: "center" } as const;
  const picture = canvas.draw({
    width: 880,
    height: 60 + 32 * importance.length,
    marginLeft: 24 + 7 * Math.max(...importance.map(({ thing }) => [...thing].length)),
    marginRight: 80,
    marginBottom: 42,
    x: { ...scale, ...axis, label: "Added cost per series and period" },
    y: {
      type: "band",
      domain: importance.map((_, row) => row),
      label: null,
      tickSize: 0,
      tickFormat: (row: number) => importance[row].thing,
    },
    marks: [...marks, plot.ruleX([0], { stroke: "var(--muted)" })],
  });
  return figure({
    description: `What exchanging each thing adds to the cost: ${importance
      .map(({ thing, increase }) => `${thing} ${text(increase.mean)}`)
      .join(", ")}.`,
    picture,
    caption:
      "What the learned policy costs more, per series and period of the validation, when one thing that it " +
      "sees is exchanged among series and times. Bars are means of five exchanges, lines 95 % intervals. " +
      "Things that say the same stand in for each other: each may look less important than both are.",
    data: {
      heading: ["What is seen", "Added cost", "95 % low", "95 % high"],
      rows: importance.map(({ thing, increase: { mean, low, high } }) => [
        thing,
        text(mean),
        text(low),
        text(high),
      ]),
    },
  });
}
