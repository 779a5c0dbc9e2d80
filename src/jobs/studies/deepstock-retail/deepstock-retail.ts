import { setImmediate } from "node:timers/promises";
import { Cancelled, assert } from "../../../base/errors.js";
import { type RandomStream, randomStream } from "../../../base/random.js";
import type { Panel } from "../../../demand/panel.js";
import { syntheticRetailer } from "../../../demand/synthetic-retailer/index.js";
import type { Config } from "../../../store/config-file.js";
import { treeParzen } from "../../../training/search/index.js";
import { type Outcome, type Trial, tune } from "../../../training/search/tune.js";
import { Diverged } from "../../../training/train.js";
import type { JobContext } from "../../context.js";
import { createExecutor } from "../../executor.js";
import { learn } from "../../learn.js";
import { type Setup, setup } from "../../setup.js";
import { withChoice } from "../../tune-options.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { type Cell, cells, reference } from "./cells.js";
import { playPairs } from "./played.js";
import { type PlayedCell, retailRows } from "./retail-rows.js";

/** How much is done. */
export interface Effort {
  readonly items: number;
  readonly locations: number;
  /** Configurations tried of each cell. */
  readonly trials: number;
  /** Share of the steps of each training. */
  readonly share: number;
}

const EFFORTS = {
  full: { items: 500, locations: 20, trials: 10, share: 1 },
  quick: { items: 100, locations: 20, trials: 3, share: 0.25 },
} as const;

/** Four weeks of history alone; 90 days to learn and choose from; and the 90 days after them. */
const [HISTORY, CHOOSE, TEST, END] = [28, 88, 118, 208];
const SEED = 1;

/** DeepStock's offline comparison (Xie et al. 2026, arXiv 2603.19621) on a retailer that we invent. */
export const deepstockRetail: Study = {
  name: "deepstock-retail",
  summary: "DeepStock's offline comparison, three methods with four heads, on a synthetic retailer.",
  run: (options, context) => compareCells(options, context, options.quick ? EFFORTS.quick : EFFORTS.full),
};

/** Searches each cell by validation, plays what was chosen over the test; parts are trainings and plays. */
export async function compareCells(
  { part }: Pick<StudyOptions, "part">,
  context: JobContext,
  effort: Effort,
): Promise<{ rows: StudyRow[] }> {
  const panel = retailPanel(effort, randomStream(SEED).child("retailer"));
  const task = context.progress.start("Trying configurations", cells.length * effort.trials);
  const played: PlayedCell[] = [];
  let done = 0;
  for (const cell of cells) {
    const name = `${cell.method.name} ${cell.head}`;
    const config = configOf(cell, panel, effort);
    const known = new Map<string, Kept>();
    const run = async (trial: Trial): Promise<Outcome> => {
      const compute = () => learnOnce(withChoice(config, trial.choice), panel, context);
      const kept = await part(`${name}, ${trial.name}`, compute);
      known.set(trial.name, kept);
      task.advance(++done, `${name}, ${trial.name}: ${kept.cost?.toPrecision(4) ?? "diverged"}`);
      return kept;
    };
    const { finalists } = await tune({
      space: cell.method.space,
      search: treeParzen(),
      trials: effort.trials,
      atOnce: 1,
      finalists: 1,
      seeds: [SEED],
      stream: randomStream(SEED).child(name),
      run,
    });
    const [best] = finalists;
    assert(best !== undefined, `a configuration of ${name} converged`);
    const parameters = decoded(known.get(`trial ${best.trial}`)!.parameters);
    const totals = await part(`${name}, test`, () => {
      const made = setupOf(withChoice(config, best.choice), panel, context);
      return playPairs(made, made.ranges.test, parameters);
    });
    played.push({ ...cell, totals });
  }
  task.finish();
  const against = played.find(
    ({ method, head }) => method.name === reference.method && head === reference.head,
  );
  assert(against !== undefined, "the reference is one of the cells");
  return { rows: played.flatMap((cell) => retailRows(cell, against)) };
}

/** Pairs of items and locations, item by item; what was not seen out of stock is estimated, as in any run. */
function retailPanel({ items, locations }: Effort, stream: RandomStream): Panel {
  return syntheticRetailer({ items, locations, periods: END, stream }).panel;
}

function configOf({ method, head }: Cell, panel: Panel, { share }: Effort): Config {
  const steps = Math.max(1, Math.round(method.steps * share));
  const validateEvery = Math.max(1, Math.round(method.validateEvery * share));
  return {
    data: { generate: "retailer", series: panel.series.length, periods: END },
    split: {},
    problem: {
      type: "lost-sales",
      leadTime: "lead_time",
      reviewPeriod: 3,
      holdingCost: "holding_cost",
      shortageCost: "shortage_cost",
    },
    objective: { stockouts: 0.5, turnover: 0.5 },
    policy: { head, hidden: [32, 32], features: "default", scale: "series" },
    trainer: { ...method.trainer, maxSteps: steps, validateEvery, patience: 3 },
    seed: SEED,
  };
}

function setupOf(config: Config, panel: Panel, { threads }: JobContext): Setup {
  const ranges = {
    train: { from: HISTORY, to: CHOOSE },
    validation: { from: CHOOSE, to: TEST },
    test: { from: TEST, to: END },
  };
  return setup({ config, panel, executor: createExecutor(threads), resolved: { ranges } });
}

/** An outcome with the policy that came of it. */
interface Kept extends Outcome {
  readonly parameters: string;
}

async function learnOnce(config: Config, panel: Panel, context: JobContext): Promise<Kept> {
  const made = setupOf(config, panel, context);
  const curve: number[] = [];
  try {
    const { validationCost, parameters } = await learn(made, made.trainer, {
      stop: () => context.signal.aborted,
      breathe: () => setImmediate(),
      onEvent(event) {
        curve.push(Math.min(event.validationCost, curve.at(-1) ?? Infinity));
      },
    });
    if (context.signal.aborted) throw new Cancelled("");
    return { cost: validationCost, curve, givenUp: false, parameters: encoded(parameters) };
  } catch (error) {
    if (error instanceof Diverged) return { cost: null, curve, givenUp: false, parameters: "" };
    throw error;
  }
}

function encoded({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return Float32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readFloatLE(4 * k));
}
