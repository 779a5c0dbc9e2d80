import { locationsOf } from "../demand/locations.js";
import type { Panel } from "../demand/panel.js";
import { priceOf, sharedBy, withSharedPrices } from "../problems/mechanics/shared-limits.js";
import { type Problem, type SharedResource, ofSeries } from "../problems/problem.js";
import type { World } from "./world.js";

/** Money per unit of volume and period that a resource is used, by the number of a location. */
export type VolumePrices = Readonly<Partial<Record<SharedResource, Float32Array>>>;

/** The world in which what is shared has these prices. */
export function pricedWorld(world: World, prices: VolumePrices): World {
  return { ...world, problem: pricedProblem(world.problem, world.panel, prices) };
}

/** The problem in which what the series of a panel share has these prices. */
export function pricedProblem(
  problem: Problem,
  panel: Pick<Panel, "series">,
  prices: VolumePrices,
): Problem {
  const { sharedLimits } = problem;
  if (sharedLimits === undefined) return problem;
  const { of } = locationsOf(panel);
  const ofUnits = sharedBy(sharedLimits).map((resource) => {
    const perVolume = prices[resource];
    const perUnit = Float64Array.from(
      of,
      (location, series) => (perVolume?.[location] ?? 0) * ofSeries(sharedLimits.volume, series),
    );
    return [priceOf(resource), perUnit] as const;
  });
  return withSharedPrices(problem, Object.fromEntries(ofUnits));
}
