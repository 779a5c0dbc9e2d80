import { randomNormal } from "d3-random";
import type { RandomStream } from "../../base/random.js";

/** Draws noise: begins, for each decision of each lane, a row of numbers that follow each other in time. */
export type NoiseSource = (stream: RandomStream) => () => () => number;

/** Independent numbers of mean 0 and deviation 1. */
export const normalNoise: NoiseSource = (stream) => {
  const normal = randomNormal.source(() => stream.uniform())(0, 1);
  return () => normal;
};

/** How fast it forgets, by the period (Lillicrap et al. 2016). */
const FORGETTING = 0.15;

/** Noise that wanders around 0, each step of deviation 1 (Uhlenbeck and Ornstein 1930). */
export const wanderingNoise: NoiseSource = (stream) => {
  const begin = normalNoise(stream);
  return () => {
    const normal = begin();
    let now = 0;
    return () => (now += normal() - FORGETTING * now);
  };
};

/** Each number from 0 to `most` is as likely. */
export function evenNoise(most: number): NoiseSource {
  return (stream) => () => () => most * stream.uniform();
}
