import { randomNormal } from "d3-random";
import type { RandomStream } from "../../base/random.js";
import { normalCumulative } from "../../demand/distributions/regularized-gamma.js";

/** How often coordinates occur, as estimated from those that were seen, and from a belief before any. */
export interface Density {
  at(coordinate: number): number;
  draw(stream: RandomStream): number;
}

interface Bump {
  readonly center: number;
  readonly width: number;
}

/**
 * A mixture of normal bumps on [0, 1), each cut off there: one for each coordinate seen, as wide as the
 * distance to its farther neighbour, and a wide one in the middle for the belief that all may occur.
 */
export function numberDensity(seen: readonly number[]): Density {
  const sorted = [...seen, 0.5].toSorted((a, b) => a - b);
  const narrowest = 1 / Math.min(100, sorted.length + 1);
  const bumps = sorted.map((center, index): Bump => {
    const gaps = [center - (sorted[index - 1] ?? center), (sorted[index + 1] ?? center) - center];
    return { center, width: Math.min(Math.max(...gaps, narrowest), 1) };
  });
  bumps[sorted.indexOf(0.5)] = { center: 0.5, width: 1 };
  return {
    at: (coordinate) => bumps.reduce((sum, bump) => sum + height(bump, coordinate), 0) / bumps.length,
    draw(stream) {
      const { center, width } = bumps[stream.below(bumps.length)];
      const normal = randomNormal.source(() => stream.uniform())(center, width);
      let found = normal();
      while (found < 0 || found >= 1) found = normal();
      return found;
    },
  };
}

/** Shares of the places of a list, with one more vote shared by all. */
export function listDensity(seen: readonly number[], places: number): Density {
  const votes = new Float64Array(places).fill(1 / places);
  for (const place of seen) votes[place]++;
  const all = seen.length + 1;
  return {
    at: (place) => votes[place] / all,
    draw(stream) {
      let left = stream.uniform() * all;
      for (let place = 0; place < places; place++) {
        left -= votes[place];
        if (left < 0) return place;
      }
      return places - 1;
    },
  };
}

function height({ center, width }: Bump, coordinate: number): number {
  const z = (coordinate - center) / width;
  const inside = normalCumulative((1 - center) / width) - normalCumulative(-center / width);
  return Math.exp((-z * z) / 2) / (width * Math.sqrt(2 * Math.PI) * inside);
}
