import { assert } from "./errors.js";

/** A function that remembers its results for the `most` numbers that it was asked for last. */
export function remembering<T>(compute: (index: number) => T, most: number): (index: number) => T {
  assert(most >= 1, `at least one result is remembered, not ${most}`);
  const kept = new Map<number, T>();
  return (index) => {
    const known = kept.get(index);
    const result = known ?? compute(index);
    // A map lists its keys in the order of their insertion: the first is the one not asked for longest.
    if (known !== undefined) kept.delete(index);
    else if (kept.size >= most) kept.delete(kept.keys().next().value as number);
    kept.set(index, result);
    return result;
  };
}
