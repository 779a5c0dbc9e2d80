import type { RandomStream } from "../../base/random.js";

/** The demand of one period, independent of every other. Demand is never negative. */
export interface Distribution {
  /** How the command line writes it, e.g. "poisson:5". */
  readonly text: string;
  /** Mean and standard deviation of the demand, in units per period (after clipping at 0 where it clips). */
  readonly mean: number;
  readonly deviation: number;
  /** Whether demand comes in whole units. */
  readonly wholeUnits: boolean;
  sample(stream: RandomStream): number;
  /** Probability of `quantity` whole units; continuous demand is rounded to the nearest whole unit. */
  pmf(quantity: number): number;
}

/** A kind of distribution as the command line knows it: `name:numbers`. */
export interface DistributionKind {
  readonly name: string;
  /** The parameters as the user writes them, e.g. "MEAN,CV". */
  readonly parameters: string;
  readonly summary: string;
  readonly example: string;
  /** The distribution, or a sentence saying what the numbers must be. */
  parse(numbers: readonly number[], text: string): Distribution | string;
}

/** One sampler per stream, made when first asked for: some keep a number for the next draw. */
export function samplePerStream(make: (stream: RandomStream) => () => number) {
  const samplers = new WeakMap<RandomStream, () => number>();
  return (stream: RandomStream): number => {
    let sampler = samplers.get(stream);
    if (!sampler) samplers.set(stream, (sampler = make(stream)));
    return sampler();
  };
}

/** Probabilities of whole units of a continuous demand with the cumulative distribution given for x >= 0. */
export function roundedPmf(cumulative: (quantity: number) => number): (quantity: number) => number {
  return (quantity) => {
    if (!Number.isInteger(quantity) || quantity < 0) return 0;
    const below = quantity === 0 ? 0 : cumulative(quantity - 0.5);
    return cumulative(quantity + 0.5) - below;
  };
}
