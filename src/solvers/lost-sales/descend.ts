export interface Descent {
  readonly start: readonly number[];
  /** The smallest value of each coordinate, and the largest where there is one. */
  readonly least: readonly number[];
  readonly most?: readonly number[];
  /** First distance between neighbours; it is halved down to 1. */
  readonly step: number;
  /** The cost of a point, or any number above `cutoff` where the cost is above it. */
  readonly cost: (point: readonly number[], cutoff: number) => Promise<number>;
}

/** A point of whole numbers that none of its neighbours, diagonal ones among them, betters. */
export async function descend(descent: Descent): Promise<{ point: readonly number[]; cost: number }> {
  let { start: point } = descent;
  let cost = await descent.cost(point, Infinity);
  const seen = new Set([String(point)]);
  for (let step = descent.step; step >= 1; ) {
    const before = cost;
    for (const neighbour of neighbours(point, step)) {
      const outside = neighbour.some((x, i) => x < descent.least[i] || x > (descent.most?.[i] ?? Infinity));
      if (outside || seen.has(String(neighbour))) continue;
      seen.add(String(neighbour));
      const found = await descent.cost(neighbour, cost);
      if (found < cost - 1e-9) [point, cost] = [neighbour, found];
    }
    if (cost === before) step = Math.floor(step / 2);
  }
  return { point, cost };
}

function neighbours(point: readonly number[], step: number): number[][] {
  const moves = point.reduce<number[][]>(
    (paths) => paths.flatMap((path) => [0, -step, step].map((move) => [...path, move])),
    [[]],
  );
  return moves.slice(1).map((move) => move.map((by, i) => point[i] + by));
}
