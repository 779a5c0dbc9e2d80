import type { BacktestReport, PolicyResult } from "../../evaluation/backtest-report.js";
import { axisScale, linearScale, scaleNote, type AxisScale } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { figure } from "./figure.js";
import { formatNumber, percentText } from "./format-number.js";
import { html, type Html } from "./html.js";
import { boundsNote, usable } from "./policy-columns.js";
import { policyMarkers } from "./policy-marker.js";
import { shortName } from "./short-name.js";
import { spreadLabels } from "./spread-labels.js";

interface Point {
  readonly policy: PolicyResult;
  readonly percentOut: number;
  readonly days: number;
}

/** Stockout rate against turnover time: what a policy gives and what stock it takes. */
export function serviceChart(report: BacktestReport, canvas: Canvas): Html {
  const policies = usable(report.policies);
  const points = policies.flatMap((policy): readonly Point[] =>
    policy.stockoutRate === null || policy.turnoverDays === null
      ? []
      : [{ policy, percentOut: 100 * policy.stockoutRate, days: policy.turnoverDays }],
  );
  if (points.length === 0) return html`<p>No policy has both a stockout rate and a turnover time.</p>`;
  const scale = axisScale(points.map(({ days }) => days));
  const left = policies.length - points.length;
  return figure({
    description: `Stockout rate and turnover time of each policy: ${points
      .map((point) => `${point.policy.name} ${rate(point)} and ${days(point)} days`)
      .join("; ")}.`,
    picture: drawPoints({ points, scale, report, canvas }),
    caption:
      "Stockout rate against turnover time. Lower left is better: fewer stockouts with less stock." +
      scaleNote(scale, "turnover time") +
      boundsNote(report) +
      (left > 0 ? ` Policies left out because one of the two is missing: ${left}.` : ""),
    data: {
      heading: ["Policy", "Stockout rate", "Turnover, days"],
      rows: points.map((point) => [point.policy.name, rate(point), days(point)]),
    },
  });
}

function rate({ percentOut }: Point): string {
  return percentText(percentOut / 100, 1);
}

function days(point: Point): string {
  return formatNumber(point.days, 1);
}

function drawPoints(options: {
  readonly points: readonly Point[];
  readonly scale: AxisScale;
  readonly report: BacktestReport;
  readonly canvas: Canvas;
}): Html {
  const { points, scale, report, canvas } = options;
  const { plot } = canvas;
  const markers = policyMarkers(report);
  const height = Math.max(360, 90 + labelGap * points.length);
  const rates = linearScale(points.map(({ percentOut }) => percentOut));
  const labels = labelPositions(points, { ...rates, height: height - marginTop - marginBottom });
  const leaders = points.map((point) => ({ ...point, label: labels.get(point)!, edge: scale.domain[1] }));
  const marks = leaders.flatMap((point) => {
    const marker = markers.get(point.policy)!;
    const bold = marker.fill !== "none";
    const beside = { frameAnchor: "right", textAnchor: "start", dx: 8 } as const;
    const name = shortName(point.policy.name);
    return [
      plot.dot([point], { x: "days", y: "percentOut", ...marker, fill: bold ? marker.fill : "var(--page)" }),
      plot.text([point], { ...beside, y: "label", text: () => name, fontWeight: bold ? "bold" : "normal" }),
    ];
  });
  return canvas.draw({
    width: 880,
    height,
    marginTop,
    marginBottom,
    marginLeft: 52,
    marginRight: 215,
    x: { ...scale, label: "Turnover time, days", labelArrow: "none", labelAnchor: "center", grid: true },
    y: { ...rates, label: "Stockout rate, % of series-periods", labelArrow: "none", grid: true },
    marks: [
      plot.link(leaders, { ...leaderEnds, stroke: "var(--line-strong)" }),
      ...marks,
    ],
  });
}

const leaderEnds = { x1: "days", y1: "percentOut", x2: "edge", y2: "label" } as const;
const marginTop = 34;
const marginBottom = 44;
const labelGap = 19;

/** Labels stand beside the frame, each at the height of its point as far as the others let it. */
function labelPositions(
  points: readonly Point[],
  { domain, height }: { readonly domain: readonly [number, number]; readonly height: number },
): ReadonlyMap<Point, number> {
  const pixels = height / (domain[1] - domain[0]);
  const ascending = points.toSorted((a, b) => a.percentOut - b.percentOut || b.days - a.days);
  const wanted = ascending.map(({ percentOut }) => percentOut);
  const room = { gap: labelGap / pixels, low: domain[0], high: domain[1] };
  const placed = spreadLabels(wanted, room);
  return new Map(ascending.map((point, k) => [point, placed[k]]));
}
