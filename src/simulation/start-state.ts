import { assert } from "../base/errors.js";
import type { RandomStream } from "../base/random.js";
import { shareLaterThan } from "../problems/mechanics/lead-time.js";
import type { Problem } from "../problems/problem.js";
import type { Windows, StartState } from "./simulator.js";
import type { World } from "./world.js";

/**
 * A neutral start in whole units: usual demand on hand, and on order what ordering it always leads to; or the
 * opening of the world.
 */
export function usualStart(world: World, windows: Windows): StartState {
  return startState(world, windows, {
    onHand: (usual) => Math.round(usual),
    due: (usual, before, share) => Math.round(usual * (before + share)) - Math.round(usual * before),
  });
}

/**
 * Units on hand at a random start at most, in multiples of the usual demand over the cover periods; more
 * where they can be removed.
 */
export function mostOnHand(problem: Problem): number {
  return removesStock(problem) ? 8 : 1.5;
}

export function removesStock({ decisions }: Problem): boolean {
  return decisions.some(({ direction }) => direction === "down");
}

/**
 * Starts from nearly nothing to far too much, so that a policy learns to come back from everywhere; or the
 * opening of the world.
 */
export function randomStart(world: World, windows: Windows, stream: RandomStream): StartState {
  const own = stream.child("start state");
  const most = mostOnHand(world.problem);
  return startState(world, windows, {
    onHand: (usual, cover) => usual * cover * most * own.uniform(),
    due: (usual, _, share) => usual * share * 2 * own.uniform(),
  });
}

interface Start {
  onHand(usual: number, coverPeriods: number): number;
  /** `share` of the usual demand is due in a slot of the pipeline, and `before` in all slots before it. */
  due(usual: number, before: number, share: number): number;
}

function startState(
  { features, coverPeriods, problem, opening }: World,
  windows: Windows,
  start: Start,
): StartState {
  const { series } = windows;
  if (opening) {
    const known = windows.start.every((period) => period === opening.period);
    assert(known, "plays of a world with an opening begin with it");
    const due = Array.from({ length: problem.state.due }, () => new Float32Array(series.length));
    return { stock: Float32Array.from(series, (s) => opening.stock[s]), due };
  }
  const usual = Float32Array.from(
    series,
    (s, lane) => features.of(s).scale[windows.start[lane] - features.from],
  );
  const stock = usual.map((units, lane) =>
    start.onHand(units, coverPeriods(series[lane])[windows.start[lane]]),
  );
  const before = new Float64Array(series.length);
  const due = Array.from({ length: problem.state.due }, (_, slot) =>
    usual.map((units, lane) => {
      const share = shareLaterThan(problem.leadTime, series[lane], slot);
      const slotUnits = start.due(units, before[lane], share);
      before[lane] += share;
      return slotUnits;
    }),
  );
  return { stock, due };
}
