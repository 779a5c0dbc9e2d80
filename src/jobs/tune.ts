import { InputError } from "../base/errors.js";
import { randomStream } from "../base/random.js";
import type { Panel } from "../demand/panel.js";
import { type Config, isGenerated, readConfig } from "../store/config-file.js";
import { openTuning } from "../store/tune-folder.js";
import { searches } from "../training/search/index.js";
import {
  type Finalist,
  type Outcome,
  type Trial,
  type Tuned,
  trialNames,
  tune,
} from "../training/search/tune.js";
import type { JobContext } from "./context.js";
import { loadData } from "./data.js";
import { partsOf } from "./studies/parts.js";
import { sideBySide } from "./side-by-side.js";
import { trials } from "./trial.js";
import { type TuneSettings, readTuneSettings, withChoice } from "./tune-options.js";

export interface TuneJob {
  readonly config: string;
  /** An imported panel; without it the sales are read again. */
  readonly data?: string;
  /** Folder of the search. */
  readonly out: string;
  readonly resume?: boolean;
  readonly seed?: number;
}

/** What a search found. Costs are validation costs per series and period. */
export interface TuneResult extends Tuned {
  /** The best finalist, and the configuration file that trains the policy of its median seed. */
  readonly best: Finalist & { readonly config: string };
}

/** Searches the best configuration of policy and trainer, by validation cost. */
export async function runTune(job: TuneJob, context: JobContext): Promise<TuneResult> {
  const read = await readConfig(job.config);
  const config: Config = { ...read, seed: job.seed ?? read.seed };
  const settings = readTuneSettings(config);
  const folder = await openTuning(job.out, config, { resume: job.resume === true });
  const { signal, progress } = context;
  const goOn = `Go on with: deepstock tune ${job.config} --out ${job.out} --resume`;
  const { part } = partsOf(folder, signal, goOn);
  const panelOf = panels(config, job.data, context);
  const task = progress.start("Trying configurations", mostTrainings(settings));
  const runner = sideBySide(trials, settings.atOnce, context);
  let done = 0;
  const run = async (trial: Trial): Promise<Outcome> => {
    const outcome = await part(trial.name, async () => {
      const panel = await panelOf(trial.seed);
      return runner.run({ config, trial, panel }, (note) => task.advance(done, note));
    });
    task.advance(++done, `${trial.name}: ${shownCost(outcome)}`);
    return outcome;
  };
  const method = methodOf(settings, config);
  const tuned = await tune({ ...method, run }).finally(() => runner.close());
  const [best] = tuned.finalists;
  if (best === undefined)
    throw new InputError(job.config, "every configuration diverged", "Search lower learning rates.");
  const chosen = { ...withChoice(config, best.choice), seed: best.medianSeed, tune: undefined };
  await folder.arrange(trialNames(tuned, method.seeds));
  const file = await folder.finish(tuned, chosen);
  task.finish(`validation cost ${best.meanCost.toPrecision(5)}, trial ${best.trial}`);
  return { ...tuned, best: { ...best, config: file } };
}

function methodOf({ search, halving, seeds, ...settings }: TuneSettings, { seed }: Config) {
  return {
    ...settings,
    search: searches.find(({ name }) => name === search) ?? searches[0],
    halving: halving === false ? undefined : halving,
    seeds: Array.from({ length: seeds }, (_, index) => seed + index),
    stream: randomStream(seed).child("search"),
  };
}

function mostTrainings({ trials, finalists, seeds }: TuneSettings): number {
  return trials + Math.min(finalists, trials) * (seeds - 1);
}

/** Sales are read once; generated demand is another for each seed, as `deepstock train` would draw it. */
function panels(config: Config, folder: string | undefined, context: JobContext) {
  const known = new Map<number, Promise<Panel>>();
  return (seed: number): Promise<Panel> => {
    const key = isGenerated(config.data) && folder === undefined ? seed : config.seed;
    const found =
      known.get(key) ?? loadData({ ...config, seed: key }, folder, context).then(({ panel }) => panel);
    known.set(key, found);
    return found;
  };
}

function shownCost({ cost, givenUp }: Outcome): string {
  if (cost === null) return "diverged";
  return `${cost.toPrecision(5)}${givenUp ? ", given up" : ""}`;
}
