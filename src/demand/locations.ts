import type { Panel } from "./panel.js";

/** The locations of a panel, numbered in the order of their first series. */
export interface Locations {
  readonly names: readonly string[];
  /** The number of the location of each series. */
  readonly of: Int32Array;
  /** The first series of each location. */
  readonly firstSeries: Int32Array;
}

export function locationsOf({ series }: Pick<Panel, "series">): Locations {
  const numbers = new Map<string, number>();
  const firstSeries: number[] = [];
  const of = Int32Array.from(series, ({ location }, index) => {
    const known = numbers.get(location);
    if (known !== undefined) return known;
    numbers.set(location, firstSeries.length);
    return firstSeries.push(index) - 1;
  });
  return { names: [...numbers.keys()], of, firstSeries: Int32Array.from(firstSeries) };
}
