import type { TrainingPoint } from "../../evaluation/backtest-report.js";
import { axisScale, scaleNote, type AxisScale } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { endLabels } from "./end-labels.js";
import { figure } from "./figure.js";
import { decimalsFor, formatNumber } from "./format-number.js";
import type { Html } from "./html.js";

/** Cost on training and validation demand over the steps of training, with the best validation marked. */
export function trainingChart(training: readonly TrainingPoint[], canvas: Canvas): Html {
  const points = training.filter(
    ({ trainCost, validationCost }) => Number.isFinite(trainCost) && Number.isFinite(validationCost),
  );
  const best = points.reduce((one, other) => (other.validationCost < one.validationCost ? other : one));
  const costs = points.flatMap(({ trainCost, validationCost }) => [trainCost, validationCost]);
  const scale = costScale(points);
  const decimals = decimalsFor(costs);
  const text = (value: number) => formatNumber(value, decimals);
  const bestText = `best validation ${text(best.validationCost)} at step ${formatNumber(best.step, 0)}`;
  return figure({
    description: `Training and validation cost over ${points.length} measurements; ${bestText}.`,
    picture: drawCurves({ points, best, canvas }),
    caption: `Cost over the steps of training; the cross marks the ${bestText}.${scaleNote(scale, "cost")}`,
    data: {
      heading: ["Step", "Training cost", "Validation cost", "Learning rate"],
      rows: thinned(training).map(({ step, trainCost, validationCost, learningRate }) => [
        formatNumber(step, 0),
        text(trainCost),
        text(validationCost),
        learningRate.toExponential(2),
      ]),
    },
  });
}

function drawCurves(options: {
  readonly points: readonly TrainingPoint[];
  readonly best: TrainingPoint;
  readonly canvas: Canvas;
}): Html {
  const { points, best, canvas } = options;
  const { plot } = canvas;
  const scale = costScale(points);
  const dashed = { stroke: "var(--muted)", strokeDasharray: "5 3", strokeWidth: 1.5 };
  const train = { x: "step", y: "trainCost", ...dashed };
  const validation = { x: "step", y: "validationCost", stroke: "var(--learned)", strokeWidth: 2 };
  return canvas.draw({
    width: 880,
    height: plotHeight + 78,
    marginTop: 34,
    marginBottom: 44,
    marginLeft: 64,
    marginRight: 90,
    x: { label: "Training step", labelArrow: "none", labelAnchor: "center" },
    y: { ...scale, label: "Cost per series and period", labelArrow: "none", grid: true },
    marks: [
      plot.line(points, train),
      plot.line(points, validation),
      plot.dot([best], { ...validation, symbol: "times", r: 5, stroke: "var(--text)" }),
      ...endLabels(
        [
          { name: "training", y: points[points.length - 1].trainCost },
          { name: "validation", y: points[points.length - 1].validationCost },
        ],
        { scale, height: plotHeight },
        canvas,
      ),
    ],
  });
}

const plotHeight = 242;

/** Costs of the first steps are often several times the last ones, where the interest is. */
function costScale(points: readonly TrainingPoint[]): AxisScale {
  return axisScale(
    points.flatMap(({ trainCost, validationCost }) => [trainCost, validationCost]),
    4,
  );
}

const rowsShown = 300;

/** Every k-th row and the last, so that a long training does not make a long page. */
function thinned(training: readonly TrainingPoint[]): readonly TrainingPoint[] {
  const every = Math.ceil(training.length / rowsShown);
  return training.filter((_, k) => k % every === 0 || k === training.length - 1);
}
