import type { RandomStream } from "../../base/random.js";
import { mean } from "../../base/sums.js";
import { type Halving, goesOn } from "./halving.js";
import { type Search, type Told, ranked } from "./search.js";
import { type Choice, type Point, type Space, choiceAt } from "./space.js";

/** One training to be done. */
export interface Trial {
  /** Like "trial 3", and "trial 3, seed 8" where it is tried with another seed. */
  readonly name: string;
  readonly choice: Choice;
  readonly seed: number;
  /** Whom it must keep up with not to be given up: see `keepsUp`. */
  readonly race?: Race;
}

export interface Race {
  readonly halving: Halving;
  /** The curves of the configurations that were known when it was chosen. */
  readonly others: readonly (readonly number[])[];
}

/** Asked after each validation with the lowest cost after each: false where it should be given up. */
export function keepsUp(curve: readonly number[], { race }: Pick<Trial, "race">): boolean {
  return race === undefined || goesOn(curve, race.others, race.halving);
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
  /**
   * Configurations that may be trained at the same time: each is chosen by what came of those before it but
   * for the last so many, less one. It changes what is tried; how fast they are trained does not.
   */
  readonly atOnce: number;
  readonly halving?: Halving;
  /** How many of the best are trained again, with each of the seeds. */
  readonly finalists: number;
  /** The first one is that of all trials. */
  readonly seeds: readonly number[];
  readonly stream: RandomStream;
  /** Called for several trials at once; their outcomes may come in any order. */
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
  const tried = (await searchOnce(options)).map((known) => known.tried);
  const whole = tried.filter(({ cost, givenUp }) => cost !== null && !givenUp);
  const best = ranked(whole.map((of) => ({ of, ...toldOf(of) }))).slice(0, options.finalists);
  const finalists = await Promise.all(best.map(({ of }) => tryAgain(of, options)));
  return { tried, finalists: finalists.toSorted((a, b) => a.meanCost - b.meanCost) };
}

interface Known {
  readonly point: Point;
  readonly tried: Tried;
}

function searchOnce(options: TuneOptions): Promise<Known[]> {
  const outcomes: Promise<Known>[] = [];
  for (let trial = 1; trial <= options.trials; trial++) {
    const before = Promise.all(outcomes.slice(0, Math.max(trial - options.atOnce, 0)));
    outcomes.push(before.then((known) => tryNext(trial, known, options)));
  }
  return Promise.all(outcomes);
}

async function tryNext(trial: number, known: readonly Known[], options: TuneOptions): Promise<Known> {
  const { space, search, halving, seeds, stream, run } = options;
  const told = known.map(({ point, tried }): Told => ({ point, ...toldOf(tried) }));
  const point = search.ask({ space, told, stream: stream.child(`trial ${trial}`) });
  const choice = choiceAt(space, point);
  const race = halving && { halving, others: known.map(({ tried }) => tried.curve) };
  const outcome = await run({ name: trialName(trial), choice, seed: seeds[0], ...(race ? { race } : {}) });
  return { point, tried: { trial, choice, ...outcome } };
}

/** Names of all trainings of a search, in an order that does not depend on which was done first. */
export function trialNames({ tried, finalists }: Tuned, seeds: readonly number[]): string[] {
  const again = finalists.flatMap(({ trial }) => seeds.slice(1).map((seed) => trialName(trial, seed)));
  return [...tried.map(({ trial }) => trialName(trial)), ...again];
}

function trialName(trial: number, seed?: number): string {
  return seed === undefined ? `trial ${trial}` : `trial ${trial}, seed ${seed}`;
}

function toldOf({ cost, curve, givenUp }: Outcome): Omit<Told, "point"> {
  return { cost: cost ?? Infinity, ...(givenUp ? { givenUpAfter: curve.length } : {}) };
}

/** The first seed is known from the search. */
async function tryAgain({ trial, choice, cost }: Tried, { seeds, run }: TuneOptions): Promise<Finalist> {
  const again = seeds.slice(1).map((seed) => run({ name: trialName(trial, seed), choice, seed }));
  const costs = [{ cost }, ...(await Promise.all(again))].map((outcome) => outcome.cost ?? Infinity);
  const pairs = seeds.map((one, index) => ({ seed: one, cost: costs[index] }));
  const byCost = pairs.toSorted((a, b) => a.cost - b.cost);
  const meanCost = mean(costs);
  return { trial, choice, meanCost, costs, medianSeed: byCost[Math.floor((seeds.length - 1) / 2)].seed };
}
