import type { Feature } from "./features/index.js";
import { scale } from "./features/index.js";
import { type Panel, periodCount } from "./panel.js";

/** Every feature of every series for the decisions of a range of periods, a row of numbers per series. */
export interface FeatureTable {
  /** First period whose decision is covered. */
  readonly from: number;
  readonly count: number;
  /** Units per period, > 0, `[series × count]`. */
  readonly scale: Float32Array;
  readonly demandFeatures: readonly FeatureRows[];
  readonly plainFeatures: readonly FeatureRows[];
}

export interface FeatureRows {
  readonly name: string;
  /** `[series × count]`. */
  readonly values: Float32Array;
}

export interface FeatureTableOptions {
  readonly features: readonly Feature[];
  /** One usual demand for all series and periods, where all series are known to be alike. */
  readonly sharedScale?: number;
  /** Decisions at the start of periods from.. (default: all, and the one after the last period). */
  readonly from?: number;
  readonly count?: number;
}

export function featureTable(panel: Panel, options: FeatureTableOptions): FeatureTable {
  const from = options.from ?? 0;
  const count = options.count ?? periodCount(panel) + 1 - from;
  const fill = (write: Feature["fill"]) => {
    const values = new Float32Array(panel.series.length * count);
    panel.series.forEach((_, series) => write(panel, series, from, count, values, series * count));
    return values;
  };
  const rows = (kind: Feature["kind"]) =>
    options.features
      .filter((feature) => feature.kind === kind)
      .map((feature) => ({ name: feature.name, values: fill(feature.fill) }));
  const { sharedScale } = options;
  return {
    from,
    count,
    scale:
      sharedScale === undefined
        ? fill(scale)
        : new Float32Array(panel.series.length * count).fill(sharedScale),
    demandFeatures: rows("units"),
    plainFeatures: rows("plain"),
  };
}
