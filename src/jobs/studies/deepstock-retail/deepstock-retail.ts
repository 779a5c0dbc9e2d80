import { assert } from "../../../base/errors.js";
import { randomStream } from "../../../base/random.js";
import { treeParzen } from "../../../training/search/index.js";
import { type Outcome, type Trial, tune } from "../../../training/search/tune.js";
import type { TaskWorkers } from "../../../cluster/task-workers.js";
import type { JobContext } from "../../context.js";
import { sideBySide } from "../../side-by-side.js";
import { withChoice } from "../../tune-options.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { type Cell, cells, reference, regularisationOf, spaceOf } from "./cells.js";
import { type LearnedPolicy, type PairTraining, decoded, pairTrainings } from "./pair-training.js";
import { playPairs } from "./played.js";
import { type PlayedCell, retailRows } from "./retail-rows.js";
import { type RetailerSize, SEED, configOf, setupOf } from "./retailer.js";

/** How much is done. */
export interface Effort extends RetailerSize {
  /** Configurations tried of each cell. */
  readonly trials: number;
  /** Share of the steps of each training. */
  readonly share: number;
}

const EFFORTS = {
  whole: { items: 2750, locations: 20, share: 1 },
  quick: { items: 100, locations: 20, share: 0.25 },
};
const TRIALS = { whole: 10, quick: 3 };
/** Trials of a cell that are chosen without knowing of each other; not how many are trained at once. */
const AT_ONCE = 4;

/** DeepStock's offline comparison (Xie et al. 2026, arXiv 2603.19621) on a retailer that we invent. */
export const deepstockRetail: Study = {
  name: "deepstock-retail",
  summary: "DeepStock's offline comparison, three methods with four heads, on a synthetic retailer.",
  trials: TRIALS,
  run({ part, quick, trials }, context) {
    const size = quick ? "quick" : "whole";
    return compareCells({ part }, context, { ...EFFORTS[size], trials: trials ?? TRIALS[size] });
  },
};

/** Searches each cell by validation, plays what was chosen over the test; parts are trainings and plays. */
export async function compareCells(
  { part }: Pick<StudyOptions, "part">,
  context: JobContext,
  effort: Effort,
): Promise<{ rows: StudyRow[] }> {
  const task = context.progress.start("Trying configurations", cells.length * effort.trials);
  let done = 0;
  const tell = (note: string) => task.advance(++done, note);
  const learner = sideBySide(pairTrainings, Infinity, context);
  const search = (cell: Cell) => searchCell(cell, { part, learner, effort, tell });
  const chosen = await Promise.all(cells.map(search)).finally(() => learner.close());
  task.finish();
  const played: PlayedCell[] = [];
  for (const [index, cell] of cells.entries()) {
    const { config, parameters } = chosen[index];
    const totals = await part(`${nameOf(cell)}, test`, () => {
      const made = setupOf(config, effort, context.threads);
      return playPairs(made, made.ranges.test, decoded(parameters));
    });
    played.push({ ...cell, totals });
  }
  const against = played.find((cell) => nameOf(cell) === `${reference.method} ${reference.head}`);
  assert(against !== undefined, "the reference is one of the cells");
  return { rows: played.flatMap((cell) => retailRows(cell, against)) };
}

interface CellSearch extends Pick<StudyOptions, "part"> {
  readonly learner: TaskWorkers<PairTraining, LearnedPolicy>;
  readonly effort: Effort;
  tell(note: string): void;
}

/** The configuration whose validation cost is lowest, and the policy that came of it. */
async function searchCell(cell: Cell, { part, learner, effort, tell }: CellSearch) {
  const { trials, share, items, locations } = effort;
  const size = { items, locations };
  const config = configOf(cell, size, share);
  const known = new Map<string, LearnedPolicy>();
  const run = async (trial: Trial): Promise<Outcome> => {
    const name = `${nameOf(cell)}, ${trial.name}`;
    const task = { size, config: withChoice(config, trial.choice) };
    const learned = await part(name, () => learner.run(task, () => undefined));
    known.set(trial.name, learned);
    tell(`${name}: ${learned.cost?.toPrecision(4) ?? "diverged"}`);
    return learned;
  };
  const { finalists } = await tune({
    space: spaceOf(cell),
    search: treeParzen(),
    trials,
    atOnce: AT_ONCE,
    finalists: 1,
    seeds: [SEED],
    stream: randomStream(SEED).child(nameOf(cell)),
    run,
  });
  const [best] = finalists;
  assert(best !== undefined, `a configuration of ${nameOf(cell)} converged`);
  const { parameters } = known.get(`trial ${best.trial}`)!;
  return { config: withChoice(config, best.choice), parameters };
}

function nameOf(cell: Cell): string {
  return `${cell.method.name} ${regularisationOf(cell)}`;
}
