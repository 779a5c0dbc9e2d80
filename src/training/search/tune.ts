import type { RandomStream } from "../../base/random.js";
import { type Halving, goesOn } from "./halving.js";
import { type Search, type Told, ranked } from "./search.js";
import { type Choice, type Space, choiceAt } from "./space.js";

/** One training to be done. */
export interface Trial {
  /** Like "trial 3", and "trial 3, seed 8" where it is tried with another seed. */
  readonly name: string;
  readonly choice: Choice;
  readonly seed: number;
  /** Asked after each validation with the lowest cost after each: false where it should be given up. */
  goesOn(curve: readonly number[]): boolean;
}

/** How a training ended. It survives JSON. */
export interface Outcome {
  /** The lowest validation cost; null where training broke down. */
  readonly cost: number | null;
  /** The lowest validation cost after each validation. */
  readonly curve: readonly number[];
  readonly givenUp: boolean;
}

export interface TuneOptions {
  readonly space: Space;
  readonly search: Search;
  /** Configurations to try. */
  readonly trials: number;
  readonly halving?: Halving;
  /** How many of the best are trained again, with each of the seeds. */
  readonly finalists: number;
  /** The first one is that of all trials. */
  readonly seeds: readonly number[];
  readonly stream: RandomStream;
  run(trial: Trial): Promise<Outcome>;
}

export interface Tried extends Outcome {
  /** From 1, in the order of trying. */
  readonly trial: number;
  readonly choice: Choice;
}

export interface Finalist {
  readonly trial: number;
  readonly choice: Choice;
  /** Mean of the validation costs over the seeds. */
  readonly meanCost: number;
  /** Validation cost of each seed. */
  readonly costs: readonly number[];
  /** The seed with the median validation cost; of an even number of seeds, the better of the middle two. */
  readonly medianSeed: number;
}

export interface Tuned {
  readonly tried: readonly Tried[];
  /** The best first. */
  readonly finalists: readonly Finalist[];
}

/**
 * Searches in two stages, by validation cost alone: many configurations with one seed, then the best of them
 * with several, so that neither a lucky seed nor a lucky choice is reported (DeepStock, Xie et al. 2026).
 */
export async function tune(options: TuneOptions): Promise<Tuned> {
  const tried = await searchOnce(options);
  const whole = tried.filter(({ cost, givenUp }) => cost !== null && !givenUp);
  const best = ranked(whole.map((of) => ({ of, ...toldOf(of) }))).slice(0, options.finalists);
  const finalists: Finalist[] = [];
  for (const { of } of best) finalists.push(await tryAgain(of, options));
  return { tried, finalists: finalists.toSorted((a, b) => a.meanCost - b.meanCost) };
}

async function searchOnce(options: TuneOptions): Promise<Tried[]> {
  const { space, search, trials, halving, seeds, stream, run } = options;
  const told: Told[] = [];
  const tried: Tried[] = [];
  for (let trial = 1; trial <= trials; trial++) {
    const point = search.ask({ space, told, stream: stream.child(`trial ${trial}`) });
    const choice = choiceAt(space, point);
    const others = tried.map(({ curve }) => curve);
    const outcome = await run({
      name: `trial ${trial}`,
      choice,
      seed: seeds[0],
      goesOn: (curve) => halving === undefined || goesOn(curve, others, halving),
    });
    tried.push({ trial, choice, ...outcome });
    told.push({ point, ...toldOf(outcome) });
  }
  return tried;
}

function toldOf({ cost, curve, givenUp }: Outcome): Omit<Told, "point"> {
  return { cost: cost ?? Infinity, ...(givenUp ? { givenUpAfter: curve.length } : {}) };
}

/** The first seed is known from the search. */
async function tryAgain({ trial, choice, cost }: Tried, { seeds, run }: TuneOptions): Promise<Finalist> {
  const costs = [cost ?? Infinity];
  for (const seed of seeds.slice(1)) {
    const name = `trial ${trial}, seed ${seed}`;
    const outcome = await run({ name, choice, seed, goesOn: () => true });
    costs.push(outcome.cost ?? Infinity);
  }
  const pairs = seeds.map((one, index) => ({ seed: one, cost: costs[index] }));
  const byCost = pairs.toSorted((a, b) => a.cost - b.cost);
  const meanCost = costs.reduce((sum, one) => sum + one, 0) / costs.length;
  return { trial, choice, meanCost, costs, medianSeed: byCost[Math.floor((seeds.length - 1) / 2)].seed };
}
