import type { LostSalesModel } from "./model.js";
import { baseOfNext, pipelinesOf, type Space } from "./space.js";

/** Marks, with 1, the states that a policy can reach from an empty system. */
export function visitedStates(
  { demand }: LostSalesModel,
  { space, orders }: { readonly space: Space; readonly orders: Uint16Array },
): Uint8Array {
  const marks = new Uint8Array(space.states);
  marks[0] = 1;
  const pipelineOf = pipelinesOf(space);
  const stack = [0];
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    const pipeline = pipelineOf[state];
    const onHand = state - space.first[pipeline];
    const base = baseOfNext(space, pipeline, orders[state]);
    const least = Math.max(0, onHand - demand.length + 1);
    for (let left = onHand; left >= least; left--) {
      const impossible = left > 0 && demand[onHand - left] === 0;
      if (impossible || marks[base + left] === 1) continue;
      marks[base + left] = 1;
      stack.push(base + left);
    }
  }
  return marks;
}
