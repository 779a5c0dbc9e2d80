import { atLeast, type LostSalesModel } from "./model.js";
import type { Space } from "./space.js";

/** What an order placed now will meet: probabilities of 0, 1, …, `most` left on hand when it arrives. */
export interface StockMet {
  readonly probabilities: Float64Array;
  readonly most: number;
}

/**
 * Visits every state of a space with the stock that an order placed now will find. States that share
 * on-hand and the first orders due share that part of the work.
 */
export function lookAhead(
  model: LostSalesModel,
  space: Space,
  visit: (state: number, met: StockMet) => void,
): void {
  const entries = space.leadTime - 1;
  const sold = soldBy(model, space.bounds[0]);
  const left = Array.from({ length: space.leadTime }, () => new Float64Array(space.bounds[0] + 1));
  const start = new Float64Array(space.bounds[0] + 1);
  for (let onHand = 0; onHand <= space.bounds[0]; onHand++) {
    start.fill(0)[onHand] = 1;
    sold(start, onHand, left[0]);
    let known = -1;
    for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
      if (onHand >= space.first[pipeline + 1] - space.first[pipeline]) continue;
      const due = space.due.subarray(pipeline * entries, (pipeline + 1) * entries);
      const alike = known < 0 ? 0 : sharedLength(due, space.due.subarray(known * entries));
      let most = onHand;
      for (let l = 0; l < entries; l++) {
        most += due[l];
        if (l >= alike) {
          start.fill(0);
          start.set(left[l].subarray(0, most - due[l] + 1), due[l]);
          sold(start, most, left[l + 1]);
        }
      }
      known = pipeline;
      visit(space.first[pipeline] + onHand, { probabilities: left[entries], most });
    }
  }
}

/** Writes the probabilities of what a period's demand leaves of a stock of at most `most`. */
function soldBy({ demand }: LostSalesModel, largest: number) {
  const emptied = atLeast(demand, largest);
  return (stock: Float64Array, most: number, left: Float64Array): void => {
    left.fill(0);
    for (let onHand = 0; onHand <= most; onHand++) {
      const probability = stock[onHand];
      if (probability === 0) continue;
      left[0] += probability * emptied[onHand];
      const demandMost = Math.min(onHand - 1, demand.length - 1);
      for (let asked = 0; asked <= demandMost; asked++) left[onHand - asked] += probability * demand[asked];
    }
  };
}

function sharedLength(a: Int32Array, b: Int32Array): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
