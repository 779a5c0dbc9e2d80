import { locationsOf } from "../demand/locations.js";
import { capacityAt } from "../problems/mechanics/shared-limits.js";
import { type PerSeries, type SharedLimits, ofSeries } from "../problems/problem.js";
import { type Claim, allocate } from "./allocate.js";
import type { Windows } from "./simulator.js";
import type { World } from "./world.js";

/** What a period's orders must share. */
export interface WantedOrders {
  /** The period of the panel. */
  readonly period: number;
  /** Inventory position of each lane before its orders, units. */
  readonly position: Float32Array;
  /** Units of each lane by decision. */
  readonly wanted: Readonly<Record<string, Float32Array>>;
}

/** Cuts orders to the room of their locations; undefined where all fit. */
export type CutOrders = (orders: WantedOrders) => Readonly<Record<string, Float32Array>> | undefined;

/**
 * The room that the lanes of each location share. A series that is not yet on offer takes none.
 * @param whole whether orders are whole units.
 */
export function sharedRoom(world: World, { series }: Windows, whole: boolean): CutOrders {
  const { panel, problem } = world;
  const limits = problem.sharedLimits!;
  const locations = locationsOf(panel);
  const groups = new Map<number, number[]>();
  series.forEach((s, lane) => {
    const group = groups.get(locations.of[s]) ?? [];
    group.push(lane);
    groups.set(locations.of[s], group);
  });
  return ({ period, position, wanted }) => {
    const allowed: Record<string, Float32Array> = {};
    let cut = false;
    for (const [name, units] of Object.entries(wanted)) allowed[name] = units.slice();
    for (const [location, all] of groups) {
      const lanes = all.filter((lane) => panel.firstPeriod[series[lane]] <= period);
      const places = Object.keys(wanted).flatMap((name) => lanes.map((lane) => ({ name, lane })));
      const claims = places.map(({ name, lane }) =>
        claimOf({ units: wanted[name][lane], series: series[lane], decision: name, whole }, world),
      );
      const held = (lane: number) => Math.max(position[lane], 0) * ofSeries(limits.volume, series[lane]);
      const heldByAll = lanes.reduce((sum, lane) => sum + held(lane), 0);
      const room = roomOf(limits, locations.firstSeries[location], heldByAll);
      allocate(claims, room).forEach((units, index) => {
        const { name, lane } = places[index];
        if (units === claims[index].wanted) return;
        allowed[name][lane] = units;
        cut = true;
      });
    }
    return cut ? allowed : undefined;
  };
}

interface Wanted {
  readonly units: number;
  readonly series: number;
  readonly decision: string;
  readonly whole: boolean;
}

function claimOf({ units, series, decision, whole }: Wanted, { problem }: World): Claim {
  const { packSize, minimumOrder } = problem.orderTerms?.[decision] ?? {};
  const of = (numbers: PerSeries | undefined) => numbers && ofSeries(numbers, series);
  const pack = of(packSize);
  const least = of(minimumOrder) ?? 0;
  return {
    wanted: units,
    volume: ofSeries(problem.sharedLimits!.volume, series),
    step: pack ?? (whole ? 1 : 0),
    least: pack === undefined ? least : Math.ceil(least / pack - 1e-6) * pack,
  };
}

function roomOf(limits: SharedLimits, firstSeries: number, held: number): number {
  const storage = capacityAt(limits, "storage", firstSeries) - held;
  return Math.min(storage, capacityAt(limits, "transport", firstSeries));
}
