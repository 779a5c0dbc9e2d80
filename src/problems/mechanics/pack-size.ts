import type { Value } from "../../engine/index.js";

/** The nearest number of whole packs, in units; half a pack makes one. */
export function inPacks(units: Value, packSize: Value): Value {
  return units.div(packSize).add(0.5).floor().mul(packSize);
}

/** The fewest whole packs that hold so many units, in units. */
export function packsFor(units: Value, packSize: Value): Value {
  return units.negate().div(packSize).floor().negate().mul(packSize);
}

/** The most whole packs within so many units, in units. */
export function packsWithin(units: Value, packSize: Value): Value {
  return units.div(packSize).floor().mul(packSize);
}
