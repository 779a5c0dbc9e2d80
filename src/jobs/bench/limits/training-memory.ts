import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "../../../base/progress.js";
import { runTrain } from "../../train.js";
import { lessPanel } from "./less-panel.js";
import type { Limit } from "./limit.js";

const SERIES = 100_000;
const PERIODS = 365;
/** Of a cell: units sold, and whether the series was in stock. */
const CELL_BYTES = 5;

/** All of `deepstock train`: panel, features, windows, validation, checkpoints, files of the run. */
export const trainingMemory: Limit = {
  name: "peak-memory-100000x365",
  summary: "Largest resident memory of deepstock train on 100,000 series of 365 periods, less their panel.",
  unit: "bytes",
  atMost: 512e6,
  nodeOptions: [],
  async measure({ threads, scale }) {
    const series = Math.ceil(SERIES * scale);
    const folder = await mkdtemp(join(tmpdir(), "deepstock-bench-"));
    const config = join(folder, "CONFIG.yaml");
    await writeFile(config, configuration(series));
    const context = { progress: silentProgress, signal: new AbortController().signal, threads };
    await runTrain({ config, out: join(folder, "run") }, context);
    await rm(folder, { recursive: true });
    return lessPanel(series * PERIODS * CELL_BYTES);
  },
};

function configuration(series: number): string {
  return `
data: { generate: "poisson:5", series: ${series}, periods: ${PERIODS} }
split: { validateFrom: 250, testFrom: 310 }
problem: { type: lost-sales, leadTime: 4, holdingCost: 1, shortageCost: 9 }
policy: { head: both, hidden: [64, 64], features: default, scale: series }
trainer: { type: differentiable-simulation, maxSteps: 50 }
seed: 7
`;
}
