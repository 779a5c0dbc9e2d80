import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { assert } from "./errors.js";

/**
 * A named stream of random numbers. A run is a pure function of its configuration and its seed: every
 * use of chance takes a stream of its own name, so that a new use never changes the draws of another,
 * and a resumed run asks for the stream of its step by name instead of saving a generator.
 */
export interface RandomStream {
  readonly name: string;
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  /** An independent stream; the same name always gives the same stream, however much was drawn before. */
  child(name: string): RandomStream;
}

/** The root stream of a run. `seed` is any whole number. */
export function randomStream(seed: number): RandomStream {
  assert(Number.isInteger(seed), `a seed is a whole number, not ${seed}`);
  return stream(`${seed}`);
}

function stream(name: string): RandomStream {
  const generator = xoroshiro128plusFromState([0, 1, 2, 3].map((word) => hash(`${word}:${name}`)));
  const uniform = () => {
    const high = (generator.next() >>> 0) >>> 5;
    const low = (generator.next() >>> 0) >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
  return {
    name,
    uniform,
    below: (below) => Math.floor(uniform() * below),
    child: (childName) => stream(`${name}/${childName}`),
  };
}

/** FNV-1a over UTF-16 code units, finished with the avalanche of MurmurHash3: names differ, so do streams. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
