import type { RandomStream } from "../../base/random.js";
import type { Point, Space } from "./space.js";

/** What became of a point. */
export interface Told {
  readonly point: Point;
  /** The lower the better; Infinity where training broke down. */
  readonly cost: number;
  /** Validations that it lived to see, where it was given up; absent where it was trained to its end. */
  readonly givenUpAfter?: number;
}

/**
 * A way to choose what to try next. All that it knows is what it is told, so a search goes on where it was
 * stopped by being told the same again.
 */
export interface Search {
  readonly name: string;
  readonly summary: string;
  ask(asked: Asked): Point;
}

export interface Asked {
  readonly space: Space;
  /** Everything tried so far, in order. */
  readonly told: readonly Told[];
  /** Chance of this one question. */
  readonly stream: RandomStream;
}

/** The best first: what was trained to its end by cost, then what was given up, the longest tried first. */
export function ranked<T extends Pick<Told, "cost" | "givenUpAfter">>(told: readonly T[]): T[] {
  const lived = ({ givenUpAfter = Infinity }: T) => givenUpAfter;
  const later = (a: T, b: T) => (lived(a) === lived(b) ? 0 : lived(b) - lived(a));
  const dearer = (a: T, b: T) => (a.cost === b.cost ? 0 : a.cost - b.cost);
  return told.toSorted((a, b) => later(a, b) || dearer(a, b));
}
