import type { RandomStream } from "../../base/random.js";
import { type Density, numberDensity, listDensity } from "./parzen.js";
import { type Search, type Told, ranked } from "./search.js";
import { type Range, anyPoint, isOneOf } from "./space.js";

export interface TreeParzenOptions {
  /** Points that are chosen at random before anything is inferred. */
  readonly startup: number;
  /** Points that are drawn near the good ones, of which the most promising is tried. */
  readonly candidates: number;
}

/**
 * Tree-structured Parzen estimators: where were the good ones, where were the others?
 *
 *     l(x) = p(x | cost < y*),  g(x) = p(x | cost ≥ y*),  next x = argmax l(x) / g(x)            (1)
 *
 * with y* such that the best tenth lies below it, and each name by itself. Bergstra, Bardenet, Bengio and
 * Kégl (2011), Advances in Neural Information Processing Systems 24, section 4.
 */
export function treeParzen(options: Partial<TreeParzenOptions> = {}): Search {
  const { startup, candidates } = { startup: 10, candidates: 24, ...options };
  return {
    name: "tpe",
    summary: "Tries configurations that resemble the best so far (tree-structured Parzen estimators).",
    ask({ space, told, stream }) {
      if (told.length < startup) return anyPoint(space, stream);
      const best = ranked(told);
      const good = best.slice(0, Math.min(Math.ceil(0.1 * told.length), 25));
      const others = best.slice(good.length);
      return Object.entries(space).map(([name, range], index) => {
        const near = densityOf(range, good, index);
        const far = densityOf(range, others, index);
        return mostPromising({ near, far, candidates, stream: stream.child(name) });
      });
    },
  };
}

function densityOf(range: Range, told: readonly Told[], index: number): Density {
  const seen = told.map(({ point }) => point[index]);
  return isOneOf(range) ? listDensity(seen, range.oneOf.length) : numberDensity(seen);
}

interface Candidates {
  readonly near: Density;
  readonly far: Density;
  readonly candidates: number;
  readonly stream: RandomStream;
}

function mostPromising({ near, far, candidates, stream }: Candidates): number {
  let [best, promise] = [0, -Infinity];
  for (let count = 0; count < candidates; count++) {
    const at = near.draw(stream);
    const found = near.at(at) / far.at(at); // (1)
    if (found > promise) [best, promise] = [at, found];
  }
  return best;
}
