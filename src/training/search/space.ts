import type { RandomStream } from "../../base/random.js";

/** What an option of a configuration may hold. */
export type Value = number | string | boolean | readonly number[];

/** Numbers from `from` to `to`, both included; `log` searches by ratios, `whole` in whole numbers. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  readonly scale?: "linear" | "log";
  readonly whole?: boolean;
}

export interface OneOf {
  readonly oneOf: readonly Value[];
}

export type Range = NumberRange | OneOf;

/** What may be chosen, by name. */
export type Space = Readonly<Record<string, Range>>;

/** One value for every name of a space. */
export type Choice = Readonly<Record<string, Value>>;

/**
 * Where a choice stands in its space, one coordinate for each name in their order: a share of the way in
 * [0, 1) for numbers, else the place in the list.
 */
export type Point = readonly number[];

export function isOneOf(range: Range): range is OneOf {
  return "oneOf" in range;
}

/** A point with the same chance everywhere. */
export function anyPoint(space: Space, stream: RandomStream): Point {
  return Object.values(space).map((range) =>
    isOneOf(range) ? stream.below(range.oneOf.length) : stream.uniform(),
  );
}

export function choiceAt(space: Space, point: Point): Choice {
  return Object.fromEntries(
    Object.entries(space).map(([name, range], index) => [name, valueAt(range, point[index])]),
  );
}

/** The smallest and the largest number of a range, or all of its list: what must be possible. */
export function outermost(range: Range): readonly Value[] {
  return isOneOf(range) ? range.oneOf : [range.from, range.to];
}

function valueAt(range: Range, at: number): Value {
  if (isOneOf(range)) return range.oneOf[at];
  const { from, to, scale, whole } = range;
  // Every whole number owns as much of the way as the others, on its own scale.
  const [low, high] = whole ? [from - 0.5, to + 0.5] : [from, to];
  const found = scale === "log" ? low * (high / low) ** at : low + (high - low) * at;
  return Math.min(Math.max(whole ? Math.round(found) : found, from), to);
}
