import { periodStarts } from "../../src/demand/calendar.js";
import { featureTable } from "../../src/demand/feature-table.js";
import type { Feature } from "../../src/demand/features/index.js";
import { type Panel, panel } from "../../src/demand/panel.js";
import { randomStream } from "../../src/base/random.js";
import type { Problem } from "../../src/problems/problem.js";
import { type World, world } from "../../src/simulation/world.js";

export interface MadeWorld {
  readonly problem: Problem;
  /** Units demanded, a list of periods per series; all of the same length. */
  readonly demand: readonly ArrayLike<number>[];
  readonly firstPeriod?: readonly number[];
  /** Of each series; default: none. */
  readonly locations?: readonly string[];
  readonly features?: readonly Feature[];
  /** One usual demand for all series; default: each its own. */
  readonly sharedScale?: number;
  readonly seed?: number;
  readonly reviewAt?: number;
}

/** A panel of days that were all in stock, as a world: for tests that say their demand by hand. */
export function madeWorld(options: MadeWorld): World {
  const { problem, features = [], sharedScale, seed = 1, reviewAt } = options;
  const made = madePanel(options);
  return world({
    panel: made,
    problem,
    demand: made.units,
    features: featureTable(made, { features, sharedScale }),
    stream: randomStream(seed).child("world"),
    reviewAt,
  });
}

export function madePanel({
  demand,
  firstPeriod,
  locations,
}: Pick<MadeWorld, "demand" | "firstPeriod" | "locations">): Panel {
  const periods = demand[0].length;
  return panel({
    frequency: "day",
    periodStart: periodStarts("day", 18_000, periods),
    series: demand.map((_, index) => ({ item: `item-${index + 1}`, location: locations?.[index] ?? "" })),
    units: Float32Array.from(demand.flatMap((row) => Array.from(row))),
    inStock: new Uint8Array(demand.length * periods).fill(1),
    firstPeriod: Int32Array.from(demand, (_, index) => firstPeriod?.[index] ?? 0),
    attributes: new Map(),
  });
}
