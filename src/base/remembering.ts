import { assert } from "./errors.js";

/** A function that remembers its results for the `most` keys that it was asked for last. */
export function remembering<T, Key extends number | string = number>(
  compute: (key: Key) => T,
  most: number,
): (key: Key) => T {
  assert(most >= 1, `at least one result is remembered, not ${most}`);
  const kept = new Map<Key, T>();
  return (key) => {
    const known = kept.get(key);
    const result = known ?? compute(key);
    // A map lists its keys in the order of their insertion: the first is the one not asked for longest.
    if (known !== undefined) kept.delete(key);
    else if (kept.size >= most) kept.delete(kept.keys().next().value as Key);
    kept.set(key, result);
    return result;
  };
}
