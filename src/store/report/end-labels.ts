import type { AxisScale } from "./axis-scale.js";
import type { Canvas } from "./canvas.js";
import { spreadLabels } from "./spread-labels.js";

export interface EndLabel {
  readonly name: string;
  /** Where its curve ends. */
  readonly y: number;
}

/** Names at the right end of the curves, moved apart where the curves end close together. */
export function endLabels(
  labels: readonly EndLabel[],
  { scale, height }: { readonly scale: AxisScale; readonly height: number },
  { plot }: Canvas,
) {
  const along = scale.type === "log" ? Math.log : (value: number) => value;
  const back = scale.type === "log" ? Math.exp : (value: number) => value;
  const [low, high] = scale.domain.map(along);
  const ends = labels.map(({ name, y }) => ({ name, at: along(y) })).toSorted((a, b) => a.at - b.at);
  const placed = spreadLabels(
    ends.map(({ at }) => Math.min(Math.max(at, low), high)),
    { gap: (16 * (high - low)) / height, low, high },
  );
  return ends.map(({ name }, k) =>
    plot.text([{ y: back(placed[k]) }], {
      y: "y",
      text: () => name,
      frameAnchor: "right",
      textAnchor: "start",
      dx: 10,
    }),
  );
}
