import { type Locations, locationsOf } from "../demand/locations.js";
import { capacityAt, sharedBy } from "../problems/mechanics/shared-limits.js";
import { type SharedResource, ofSeries } from "../problems/problem.js";
import type { RecordName } from "../simulation/period.js";
import { type VolumePrices, pricedWorld } from "../simulation/priced-world.js";
import type { Simulation } from "../simulation/simulator.js";
import type { World } from "../simulation/world.js";
import { type Batch, moneyPerUnit } from "./batches.js";
import type { LearnerState } from "./trainer.js";

/** Prices of what series share, learned beside a policy. */
export interface PriceLearner {
  /** What it must read of every period. */
  readonly records: readonly RecordName[];
  /** The world with the prices of now. */
  world(): World;
  /** One step after a run; returns the part of the weighted loss that was the price of what was used. */
  step(simulation: Simulation, batch: Batch, how: PriceStep): number;
  /** Their running average: the prices to judge by and to keep. */
  prices(): VolumePrices | undefined;
  state(): LearnerState;
  restore(state: LearnerState): void;
}

export interface PriceStep {
  /** Part of the usual money per volume that a price moves where twice the capacity is used. */
  readonly rate: number;
  /** Share of the past in the running average. */
  readonly past: number;
}

interface Price {
  readonly resource: SharedResource;
  readonly now: Float32Array;
  readonly average: Float32Array;
}

/**
 * Dual ascent on the price λ of each resource r at each location l, beside the steps of a policy on
 * cost + Σ λ · use (Lagrangian relaxation; Everett 1963, Operations Research 11(3); with one resource and no
 * lead time the constrained newsvendor of Hadley and Whitin 1963):
 *
 *     λ ← max(0, λ + η · money · min(use / capacity − 1, 1))                            (1)
 *
 * where use is the mean over order periods, estimated from the lanes of a batch by their weights, and money
 * is what a unit of volume usually costs. A price that is 0 stays so while there is room.
 */
export function priceLearner(world: World): PriceLearner {
  const { panel, problem } = world;
  const { sharedLimits } = problem;
  if (sharedLimits === undefined) return nothingShared(world);
  const locations = locationsOf(panel);
  const count = locations.names.length;
  const prices = sharedBy(sharedLimits).map(
    (resource): Price => ({ resource, now: new Float32Array(count), average: new Float32Array(count) }),
  );
  const money = usualMoney(world);
  const named = (of: (price: Price) => Float32Array): VolumePrices =>
    Object.fromEntries(prices.map((price) => [price.resource, of(price).slice()]));
  return {
    records: prices.map(({ resource }): RecordName => `use ${resource}`),
    world: () => pricedWorld(world, named(({ now }) => now)),
    step(simulation, batch, { rate, past }) {
      let paid = 0;
      for (const { resource, now, average } of prices) {
        const used = meanUse(simulation, batch, { resource, world, locations });
        paid += used.weighted.reduce((sum, volume, location) => sum + volume * now[location], 0);
        used.mean.forEach((volume, location) => {
          const capacity = capacityAt(sharedLimits, resource, locations.firstSeries[location]);
          const excess = Math.min(volume / capacity - 1, 1);
          now[location] = Math.max(0, now[location] + rate * money[resource][location] * excess); // (1)
          average[location] = past * average[location] + (1 - past) * now[location];
        });
      }
      return paid;
    },
    prices: () => named(({ average }) => average),
    state: () =>
      Object.fromEntries(
        prices.flatMap(({ resource, now, average }) => [
          [`${resource}Price`, now.slice()],
          [`${resource}PriceAverage`, average.slice()],
        ]),
      ),
    restore(state) {
      for (const { resource, now, average } of prices) {
        now.set(state[`${resource}Price`]);
        average.set(state[`${resource}PriceAverage`]);
      }
    },
  };
}

function nothingShared(world: World): PriceLearner {
  return {
    records: [],
    world: () => world,
    step: () => 0,
    prices: () => undefined,
    state: () => ({}),
    restore() {},
  };
}

interface Used {
  /** Volume by location: what its series use in a mean order period. */
  readonly mean: Float64Array;
  /** Volume by location: what the lanes used in all counted periods, weighted as they count. */
  readonly weighted: Float64Array;
}

function meanUse(
  simulation: Simulation,
  { windows, weights }: Batch,
  { resource, world, locations }: { resource: SharedResource; world: World; locations: Locations },
): Used {
  const { panel, problem } = world;
  const { of, names } = locations;
  const [mean, weighted] = [new Float64Array(names.length), new Float64Array(names.length)];
  const row = new Float32Array(windows.periods);
  windows.series.forEach((series, lane) => {
    simulation.read(`use ${resource}`, lane, row, 0);
    const start = windows.start[lane];
    const mayOrder = world.mayOrder(series);
    const onOffer = Math.max(windows.warmUp, panel.firstPeriod[series] - start);
    let [units, moments] = [0, 0];
    for (let t = windows.warmUp; t < windows.periods; t++) {
      if (t >= onOffer) units += row[t];
      moments += mayOrder[start + t];
    }
    const volume = units * ofSeries(problem.sharedLimits!.volume, series) * weights[lane];
    weighted[of[series]] += volume;
    // A weight is 1 / (series × the probability that a lane is of this one).
    mean[of[series]] += (volume / Math.max(moments, 1)) * (panel.series.length / windows.series.length);
  });
  return { mean, weighted };
}

/** What a unit of volume costs and earns at each location, per period that it is used. */
function usualMoney(world: World): Record<SharedResource, Float64Array> {
  const { panel, problem, coverPeriods } = world;
  const { of, names } = locationsOf(panel);
  const [money, held, count] = [0, 1, 2].map(() => new Float64Array(names.length));
  panel.series.forEach((_, series) => {
    const perVolume = moneyPerUnit(problem, series) / ofSeries(problem.sharedLimits!.volume, series);
    money[of[series]] += perVolume;
    held[of[series]] += perVolume / coverPeriods(series)[0];
    count[of[series]] += 1;
  });
  const mean = (sum: Float64Array) => sum.map((value, location) => value / count[location]);
  return { transport: mean(money), storage: mean(held) };
}
