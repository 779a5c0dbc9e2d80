import { type AxisScale, axisScale, scaleNote } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { endLabels } from "./end-labels.js";
import { type DataTable, figure } from "./figure.js";
import { decimalsFor, formatNumber } from "./format-number.js";
import type { Html } from "./html.js";

/** Curves over a number. It survives JSON. */
export interface LineFigure {
  readonly title: string;
  /** One sentence: what is seen, and how it was made. */
  readonly caption: string;
  /** What the axes count, with the unit. */
  readonly x: string;
  readonly y: string;
  readonly lines: readonly FigureLine[];
}

export interface FigureLine {
  readonly name: string;
  /** In ascending order of x. */
  readonly points: readonly FigurePoint[];
}

export interface FigurePoint {
  readonly x: number;
  readonly y: number;
  /** 95 % interval of y, where there is one. */
  readonly low?: number;
  readonly high?: number;
}

/** Dashes and shapes tell curves apart in black and white; colours only help. */
const LOOKS = [
  { stroke: "var(--learned)", symbol: "circle", strokeDasharray: "1 0" },
  { stroke: "var(--future)", symbol: "square", strokeDasharray: "7 3" },
  { stroke: "var(--text)", symbol: "triangle", strokeDasharray: "2 3" },
  { stroke: "var(--muted)", symbol: "diamond", strokeDasharray: "9 3 2 3" },
  { stroke: "var(--learned)", symbol: "times", strokeDasharray: "4 4" },
  { stroke: "var(--text)", symbol: "plus", strokeDasharray: "12 4" },
] as const;

const MARK = { r: 4, strokeWidth: 1.6, fill: "var(--page)" };
/** More points than this on a curve have no shape of their own. */
const MOST_SHAPES = 24;
const [PLOT_HEIGHT, MARGIN_TOP, MARGIN_BOTTOM] = [300, 34, 46];

/** One figure: curves with their names at the right end, intervals as upright lines, and the numbers. */
export function lineFigure(shown: LineFigure, canvas: Canvas): Html {
  const { lines, caption } = shown;
  const points = lines.flatMap((line) => line.points);
  const y = axisScale(points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]));
  const x = horizontal(points.map((point) => point.x));
  const hasIntervals = points.some(({ low }) => low !== undefined);
  const intervals = hasIntervals ? " Upright lines are 95 % intervals." : "";
  const notes = `${scaleNote(x, "the horizontal axis")}${scaleNote(y, "the vertical axis")}`;
  return figure({
    description: `${shown.title}. ${description(shown)}`,
    picture: picture(shown, { x, y }, canvas),
    caption: `${caption}${intervals}${notes}`,
    data: table(shown),
  });
}

function picture(
  { lines, x: xLabel, y: yLabel }: LineFigure,
  { x, y }: { readonly x: AxisScale; readonly y: AxisScale },
  canvas: Canvas,
): Html {
  const { plot } = canvas;
  const longest = Math.max(...lines.map(({ name }) => name.length));
  const marks = lines.flatMap(({ points }, index) => {
    const { stroke, symbol, strokeDasharray } = LOOKS[index % LOOKS.length];
    const bounded = points.filter(({ low }) => low !== undefined);
    return [
      plot.ruleX(bounded, { x: "x", y1: "low", y2: "high", stroke, strokeWidth: 1.2 }),
      plot.line(points, { x: "x", y: "y", stroke, strokeWidth: 1.8, strokeDasharray }),
      ...(points.length > MOST_SHAPES
        ? []
        : [plot.dot(points, { x: "x", y: "y", stroke, symbol, ...MARK })]),
    ];
  });
  const ends = lines.map(({ name, points }) => ({ name, y: points[points.length - 1].y }));
  return canvas.draw({
    width: 880,
    height: PLOT_HEIGHT + MARGIN_TOP + MARGIN_BOTTOM,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    marginLeft: 64,
    marginRight: 24 + 7 * longest,
    x,
    y: { ...y, grid: true },
    marks: [
      ...marks,
      plot.axisX(...axis(x, { label: xLabel, labelAnchor: "center" })),
      plot.axisY(...axis(y, { label: yLabel, labelAnchor: "top" })),
      ...endLabels(ends, { scale: y, height: PLOT_HEIGHT }, canvas),
    ],
  });
}

/** Names every tick, which a logarithmic axis left to itself does not. */
function axis<Anchor extends string>(
  { ticks, tickFormat }: AxisScale,
  label: { readonly label: string; readonly labelAnchor: Anchor },
) {
  const named = { ...label, labelArrow: "none" } as const;
  if (typeof ticks === "number" || tickFormat === undefined) return [undefined, named] as const;
  return [ticks, { ...named, text: (tick: number) => tickFormat(tick) }] as const;
}

/** Few places are all named on the axis. */
function horizontal(values: readonly number[]): AxisScale {
  const places = [...new Set(values)].toSorted((a, b) => a - b);
  const scale = axisScale(values);
  if (places.length > 8) return scale;
  return { ...scale, ticks: places, tickFormat: placeText };
}

function placeText(x: number): string {
  return formatNumber(x, Number.isInteger(x) ? 0 : 2);
}

function description({ lines, x, y }: LineFigure): string {
  const decimals = decimalsFor(lines.flatMap(({ points }) => points.map((point) => point.y)));
  const said = lines.map(({ name, points }) => {
    const [first, last] = [points[0], points[points.length - 1]];
    return `${name} from ${formatNumber(first.y, decimals)} to ${formatNumber(last.y, decimals)}`;
  });
  return `${y} over ${x}: ${said.join("; ")}.`;
}

/** A row for each x, a column for each curve. */
function table({ lines, x }: LineFigure): DataTable {
  const places = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))];
  const decimals = decimalsFor(lines.flatMap(({ points }) => points.map((point) => point.y)));
  const cell = (point: FigurePoint | undefined) => {
    if (point === undefined) return "";
    const [low, high] = [point.low, point.high].map((bound) => formatNumber(bound, decimals));
    return `${formatNumber(point.y, decimals)}${point.low === undefined ? "" : ` (${low} to ${high})`}`;
  };
  return {
    heading: [x, ...lines.map(({ name }) => name)],
    rows: places
      .toSorted((a, b) => a - b)
      .map((place) => [
        placeText(place),
        ...lines.map(({ points }) => cell(points.find((point) => point.x === place))),
      ]),
  };
}
