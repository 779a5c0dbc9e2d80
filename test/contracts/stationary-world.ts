import { randomStream } from "../../src/base/random.js";
import type { Distribution } from "../../src/demand/distributions.js";
import { featureTable } from "../../src/demand/feature-table.js";
import { generatePanel } from "../../src/demand/stationary.js";
import type { Problem } from "../../src/problems/problem.js";
import { type World, world } from "../../src/simulation/world.js";

/** Independent series of one distribution, whose mean is the usual demand of all. */
export function stationaryWorld(
  problem: Problem,
  distribution: Distribution,
  { series, periods, seed = 7 }: { series: number; periods: number; seed?: number },
): World {
  const stream = randomStream(seed);
  const panel = generatePanel({ distribution, series, periods, stream: stream.child("demand") });
  const features = featureTable(panel, { features: [], sharedScale: distribution.mean });
  return world({ panel, problem, demand: panel.units, features, stream: stream.child("world") });
}
