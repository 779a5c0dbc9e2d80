import { InputError } from "../../base/errors.js";
import type { Pace } from "../markov/pace.js";
import { convolvePower, type DualSourcingInstance } from "./instance.js";
import { type Box, countStates, solveBox, type SolvedBox } from "./optimal.js";

export interface OptimumOptions {
  /** The first box, of `startingBox`. */
  readonly start: Box;
  /** The cost of some policy; accuracy is relative to it. */
  readonly upperBound: number;
  readonly pace: Pace;
}

export interface Optimum extends SolvedBox {
  readonly box: Box;
  readonly states: number;
  /** Which bounds of the box were doubled without a change of the cost. */
  readonly checked: readonly string[];
}

/** About half a gigabyte. */
const STATES_MOST = 2e7;
/** Relative to the cost: how close its bounds are, and how much doubling the box may change it. */
const ACCURACY = 1e-8;
const UNCHANGED = 1e-7;

/**
 * The least average cost per period, without the regular spend. The range of positions of the box and its
 * largest order are doubled until neither changes the cost, or until it is too large.
 */
export async function dualSourcingOptimum(
  instance: DualSourcingInstance,
  { start, pace, upperBound }: OptimumOptions,
): Promise<Optimum> {
  let box = start;
  const scale = Math.max(upperBound, 1e-6);
  const solve = (candidate: Box) => solveBox(instance, candidate, { tolerance: ACCURACY * scale, pace });
  let solved = await solve(box);
  const checked: string[] = [];
  for (const [what, enlarge] of enlargements) {
    for (let larger = enlarge(box); countStates(instance, larger) <= STATES_MOST; larger = enlarge(box)) {
      const again = await solve(larger);
      const same = Math.abs(again.cost - solved.cost) < UNCHANGED * scale;
      if (same) checked.push(what);
      if (same) break;
      [box, solved] = [larger, again];
    }
  }
  return { ...solved, box, states: countStates(instance, box), checked };
}

/**
 * Positions that demand over the lead times explains, with a margin, and orders that demand of a period
 * explains. Throws InputError where that is too large to solve.
 */
export function startingBox(instance: DualSourcingInstance): Box {
  const { demand, exposure, leadTimeGap } = instance;
  const orderMost = Math.max(1, quantile(demand, 0.98));
  const covered = convolvePower(demand, leadTimeGap);
  const high = quantile(exposure, 0.9999) + quantile(covered, 0.999) + 2;
  const low = quantile(exposure, 0.05) - quantile(covered, 0.999) - 2;
  const box = { low, high, orderMost };
  refuseTooLarge(instance, box);
  return box;
}

const enlargements: readonly (readonly [string, (box: Box) => Box])[] = [
  ["the range of positions", ({ low, high, orderMost }) => {
    const half = Math.ceil((high - low) / 2);
    return { low: low - half, high: high + half, orderMost };
  }],
  ["the largest regular order", (box) => ({ ...box, orderMost: 2 * box.orderMost })],
];

function quantile(table: Float64Array, probability: number): number {
  let sum = 0;
  for (let quantity = 0; quantity < table.length; quantity++) {
    sum += table[quantity];
    if (sum >= probability) return quantity;
  }
  return table.length - 1;
}

function refuseTooLarge(instance: DualSourcingInstance, box: Box): void {
  const states = countStates(instance, box);
  if (states <= STATES_MOST) return;
  const gigabytes = (states * 26) / 1e9;
  const hours = (states * instance.demand.length * 150) / 1e9 / 3600;
  throw new InputError(
    "regular and expedited lead time",
    `${instance.leadTimeGap - 1} outstanding regular orders make ${states.toExponential(1)} states, about ` +
      `${gigabytes.toPrecision(2)} GB and ${hours.toPrecision(2)} hours`,
    `Take closer lead times or larger units; up to ${STATES_MOST.toExponential(0)} states are solved`,
  );
}
