import { randomStream } from "../../../base/random.js";
import type { Session } from "../../../engine/index.js";
import { measuredPlan } from "../../../simulation/measured-plan.js";
import { layerSizes } from "../../../simulation/measured-task.js";
import { createExecutor } from "../../executor.js";
import type { Limit } from "./limit.js";
import { lessPanel } from "./less-panel.js";

const SERIES = 100_000;
const PERIODS = 365;
/** Series that are in the engine's memory at once. */
const TOGETHER = 4096;

/**
 * A gradient over the whole panel needs no more memory than the panel and a bounded rest: series go through
 * one session window by window, and their gradients are added.
 */
export const gradientMemory: Limit = {
  name: "gradient-memory-100000x365",
  summary: "Largest resident memory of a gradient over 100,000 series and 365 periods, less their panel.",
  unit: "bytes",
  atMost: 512e6,
  nodeOptions: [],
  async measure({ threads, scale }) {
    const series = Math.ceil(SERIES * scale);
    const panel = demandPanel(series);
    const lanes = Math.min(TOGETHER, series);
    const task = { kind: "train", lanes, periods: PERIODS, widths: [8, 64, 64, 1] } as const;
    const session = createExecutor(threads).open(measuredPlan(task), task);
    const parameters = new Float32Array(
      layerSizes(task).reduce((sum, { rows, columns }) => sum + rows * (columns + 1), 0),
    ).map((_, i) => Math.sin(i * 12.9898) * 0.1);
    const gradient = new Float64Array(parameters.length);
    for (let from = 0; from < series; from += lanes) {
      load(session, panel.units, from, series);
      session.run(parameters);
      session.gradient.forEach((entry, i) => (gradient[i] += entry));
    }
    session.dispose();
    return lessPanel(panel.units.byteLength + panel.inStock.byteLength);
  },
};

/** What a panel holds per cell: units sold and whether the series was in stock. */
function demandPanel(series: number) {
  const stream = randomStream(7).child("demand");
  const units = new Float32Array(series * PERIODS);
  for (let cell = 0; cell < units.length; cell++) units[cell] = stream.below(11);
  return { units, inStock: new Uint8Array(units.length).fill(1) };
}

/** Series from `from` on; lanes beyond the last one count nothing. */
function load(session: Session, units: Float32Array, from: number, series: number): void {
  const { lanes } = session;
  const last = Math.min(lanes, series - from);
  session.setWeights(Array.from({ length: lanes }, (_, lane) => (lane < last ? 1 : 0)));
  for (let lane = 0; lane < lanes; lane++)
    session.setPeriods("demand", 0, lane, units, Math.min(from + lane, series - 1) * PERIODS);
}
