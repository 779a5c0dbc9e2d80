import type { LostSalesModel } from "./model.js";

/** Multiplications that one quantity may take: stock under an order close to mean demand hardly falls. */
const WORK_MOST = 2e9;
/** Numbers that one quantity may keep. */
const CELLS_MOST = 3e7;
/** Probability of more stock than is followed. */
const TAIL = 1e-13;

/**
 * The best constant order: the same quantity every period, whatever is on hand. Only quantities below the
 * mean demand keep stock bounded. Undefined where the only quantities that do are too close to the mean to
 * be computed.
 */
export function bestConstantOrder(model: LostSalesModel): { quantity: number; cost: number } | undefined {
  let best: { quantity: number; cost: number } | undefined;
  for (let quantity = Math.ceil(model.mean - 1e-9) - 1; quantity >= 0; quantity--) {
    const left = meanLeft(model.demand, quantity);
    if (left === undefined) continue;
    // Stock cannot build up for ever, so what is not ordered is lost.
    const cost = model.holdingCost * left + model.shortageCost * (model.mean - quantity);
    // The cost is convex in the quantity.
    if (best && cost >= best.cost) break;
    best = { quantity, cost };
  }
  return best;
}

/** Mean stock at the end of a period, w' = (w + q − D)⁺ in the long run. */
function meanLeft(demand: Float64Array, quantity: number): number | undefined {
  if (quantity === 0) return 0;
  const most = stockFollowed(demand, quantity);
  if (most === undefined) return undefined;
  const weights = stationaryWeights(demand, quantity, most);
  let total = 0;
  let sum = 0;
  weights.forEach((weight, left) => {
    total += weight;
    sum += weight * left;
  });
  return sum / total;
}

/**
 * A stock that the process exceeds with negligible probability: far out, probabilities fall by the factor
 * t per unit, where t in (0, 1) solves t^q = E t^D.
 */
function stockFollowed(demand: Float64Array, quantity: number): number | undefined {
  const exceeds = (t: number) => t ** quantity < demand.reduceRight((sum, part) => sum * t + part, 0);
  let [low, high] = [0, 1 - 1e-9];
  if (exceeds(high)) return undefined;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (exceeds(middle)) low = middle;
    else high = middle;
  }
  const most = Math.ceil(Math.log(TAIL) / Math.log(high)) + quantity;
  const cells = most * (demand.length + quantity);
  return cells <= CELLS_MOST && cells * quantity <= WORK_MOST ? most : undefined;
}

/**
 * Long-run weights of 0, …, `most` left, by elimination of the highest stock first (Grassmann, Taksar,
 * Heyman 1985): no subtraction, so no cancellation. A step goes up by at most `quantity`.
 */
function stationaryWeights(demand: Float64Array, quantity: number, most: number): Float64Array {
  const down = demand.length;
  const width = down + quantity;
  // rows[w * width + i] is the probability of w → w + quantity − i; falls below 0 end at 0.
  const rows = new Float64Array((most + 1) * width);
  for (let from = 0; from <= most; from++)
    for (let asked = 0; asked < down; asked++) {
      const to = Math.min(Math.max(from + quantity - asked, 0), most);
      rows[from * width + from + quantity - to] += demand[asked];
    }
  const at = (from: number, to: number) => from * width + from + quantity - to;
  const reaches = (from: number) => Math.max(0, from + quantity - width + 1);
  for (let top = most; top > 0; top--) {
    let leaves = 0;
    for (let to = reaches(top); to < top; to++) leaves += rows[at(top, to)];
    for (let from = Math.max(0, top - quantity); from < top; from++) {
      const ratio = rows[at(from, top)] / leaves;
      rows[at(from, top)] = ratio;
      for (let to = reaches(top); to < top; to++) rows[at(from, to)] += ratio * rows[at(top, to)];
    }
  }
  const weights = new Float64Array(most + 1);
  weights[0] = 1;
  for (let to = 1; to <= most; to++)
    for (let from = Math.max(0, to - quantity); from < to; from++)
      weights[to] += weights[from] * rows[at(from, to)];
  return weights;
}
