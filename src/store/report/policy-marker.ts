import type { DotOptions } from "@observablehq/plot";
import type { BacktestReport, PolicyResult } from "../../evaluation/backtest-report.js";
import type { Canvas } from "./canvas.js";
import type { Html } from "./html.js";
import { learnedPolicy } from "./policy-columns.js";

/** A policy's shape and colour, the same in every table and picture. Shapes alone tell policies apart. */
export type PolicyMarker = Pick<DotOptions, "symbol" | "r" | "strokeWidth"> & {
  readonly fill: string;
  readonly stroke: string;
};

const shapes = ["square", "triangle", "diamond", "times", "plus", "hexagon", "asterisk", "wye"] as const;

/** One marker for each policy of the report, in its order. */
export function policyMarkers(report: BacktestReport): ReadonlyMap<PolicyResult, PolicyMarker> {
  const learned = learnedPolicy(report);
  let shape = 0;
  return new Map(
    report.policies.map((policy) => {
      if (policy === learned || report.policies.length === 1) return [policy, learnedMarker];
      if (policy.knows !== "history") return [policy, futureMarker];
      const symbol = shapes[shape++ % shapes.length];
      return [policy, { symbol, r: 4.5, strokeWidth: 1.8, fill: "none", stroke: "var(--text)" }];
    }),
  );
}

/** The marker as a small picture for a line of text. */
export function markerPicture(canvas: Canvas, marker: PolicyMarker): Html {
  const { plot, draw } = canvas;
  const at = { x: () => 0.5, y: () => 0.5 };
  const axes = { axis: null, domain: [0, 1] };
  const marks = [plot.dot([0], { ...at, ...marker })];
  return draw({ width: 16, height: 16, margin: 0, x: axes, y: axes, marks });
}

const learnedMarker: PolicyMarker = {
  symbol: "circle",
  r: 5.5,
  strokeWidth: 1.8,
  fill: "var(--learned)",
  stroke: "var(--learned)",
};

const futureMarker: PolicyMarker = {
  symbol: "star",
  r: 4.5,
  strokeWidth: 1.5,
  fill: "none",
  stroke: "var(--future)",
};
