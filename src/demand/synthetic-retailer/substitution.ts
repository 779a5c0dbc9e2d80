import type { RandomStream } from "../../base/random.js";

/**
 * Items come in pairs: where the first of a pair is out of stock, some of its customers take the second, its
 * stand-in. The second sends nobody back, so that demand is moved once at most, and items added later leave
 * those before them as they were.
 */
export function standInFor(item: number): number | undefined {
  return item % 2 === 1 ? item - 1 : undefined;
}

/** Customers of each day who find nothing and take the stand-in, each with the same probability. */
export function movedDemand(unserved: ArrayLike<number>, share: number, stream: RandomStream): Float32Array {
  return Float32Array.from(unserved, (customers) => {
    let moved = 0;
    for (let customer = 0; customer < customers; customer++) if (stream.uniform() < share) moved++;
    return moved;
  });
}
