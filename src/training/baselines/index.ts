import { baseStock } from "../../policies/classical/base-stock.js";
import { cappedBaseStock } from "../../policies/classical/capped-base-stock.js";
import { safetyStock } from "../../policies/classical/safety-stock.js";
import type { Baseline } from "./baseline.js";
import { fittedByGradient } from "./fitted-by-gradient.js";
import { fittedPerSeries } from "./fitted-per-series.js";

export type { Baseline, BaselineTask, FittedBaseline } from "./baseline.js";

const level = (mean: number, cover: number) => 1.3 * mean * cover;
const cap = (mean: number) => 2 * mean;

/** The classical policies that a learned one is compared with, in the order of the table. */
export const baselines: readonly Baseline[] = [
  fittedPerSeries({ policy: (numbers) => baseStock({ levels: numbers.level }), start: { level } }),
  fittedPerSeries({
    policy: (numbers) => cappedBaseStock({ levels: numbers.level, caps: numbers.cap }),
    start: { level, cap },
  }),
  fittedByGradient(baseStock()),
  fittedByGradient(cappedBaseStock()),
  {
    ...fittedByGradient(safetyStock()),
    applies: ({ setting }) => setting.demandFeatures.length > 0,
  },
];
