import type { RandomStream } from "../base/random.js";
import type { Windows, StartState } from "./simulator.js";
import type { World } from "./world.js";

/** A neutral start: usual demand on hand and in every slot of the pipeline, in whole units. */
export function usualStart(world: World, windows: Windows): StartState {
  return startState(world, windows, (usual) => Math.round(usual), (usual, slot) =>
    Math.round((slot + 1) * usual) - Math.round(slot * usual),
  );
}

/** Starts from nearly nothing to far too much, so that a policy learns to come back from everywhere. */
export function randomStart(world: World, windows: Windows, stream: RandomStream): StartState {
  const own = stream.child("start state");
  return startState(
    world,
    windows,
    (usual, cover) => usual * cover * 1.5 * own.uniform(),
    (usual) => usual * 2 * own.uniform(),
  );
}

function startState(
  { features, coverPeriods, problem }: World,
  { series, start }: Windows,
  onHand: (usual: number, cover: number) => number,
  due: (usual: number, slot: number) => number,
): StartState {
  const usual = Float32Array.from(series, (s, lane) => features.scale[s * features.count + start[lane] - features.from]);
  const slots = Array.from({ length: problem.state.due }, (_, slot) => slot);
  return {
    stock: usual.map((units, lane) => onHand(units, coverPeriods[series[lane]])),
    due: slots.map((slot) => usual.map((units) => due(units, slot))),
  };
}
