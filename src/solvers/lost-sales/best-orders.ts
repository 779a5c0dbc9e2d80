import { InputError } from "../../base/errors.js";
import {
  type BestOrders,
  QUICK_SECONDS,
  type SteadySeries,
  type StockNow,
  numbersOf,
  upToLevel,
} from "../best-orders.js";
import { paceOf } from "../markov/pace.js";
import type { SolveContext } from "../solver.js";
import { lostSalesModel, newsvendorLevel } from "./model.js";
import { optimalOrders } from "./optimal.js";
import { reducedSpace } from "./reduced-space.js";
import { type Space, type SpaceBounds, buildSpace, countStates, secondsFor } from "./space.js";

const TOLERANCE = 1e-7;

/** Orders of least average cost, in every state within the levels of the reduced space. */
export async function bestOrders(steady: SteadySeries, { signal }: SolveContext): Promise<BestOrders> {
  const { leadTime, money } = numbersOf(steady);
  // A lost unit costs its margin besides, which the problem earns with every unit sold.
  const shortageCost = money.shortageCost + money.price - money.unitCost;
  if (!(shortageCost > 0 && money.holdingCost > 0))
    throw new InputError("problem", "holding or losing a unit costs nothing", "Give both a cost above 0.");
  const model = lostSalesModel({ ...steady, leadTime, holdingCost: money.holdingCost, shortageCost });
  if (leadTime === 0) {
    const level = newsvendorLevel(model);
    return { order: upToLevel(level), note: `least average cost: order up to ${level}` };
  }
  const shape = everyPipeline(reducedSpace(model));
  refuseSlow(shape);
  const space = buildSpace(shape);
  const tolerance = TOLERANCE * (model.holdingCost + model.shortageCost);
  const { orders } = await optimalOrders(model, space, { pace: paceOf(signal), tolerance });
  return {
    order: (stock) => orderIn(space, orders, stock),
    note: `least average cost, by dynamic programming on ${space.states} states`,
  };
}

/**
 * The reduced space holds what the best orders lead to. A picture also shows stock that nobody who orders so
 * would ever have on order: any that is within the levels.
 */
function everyPipeline(shape: SpaceBounds): SpaceBounds {
  return { ...shape, orderMost: Math.max(shape.orderMost, shape.bounds[1] ?? 0) };
}

function refuseSlow(shape: SpaceBounds): void {
  const seconds = secondsFor(shape);
  if (seconds <= QUICK_SECONDS) return;
  const found = `${countStates(shape).toPrecision(2)} states take about ${Math.ceil(seconds)} s`;
  throw new InputError("leadTime and demand", found, "Take a shorter lead time, or larger units.");
}

/** Outside the space there is stock enough: no order. */
function orderIn(space: Space, orders: Uint16Array, { onHand, onOrder }: StockNow): number {
  const pipeline = pipelineOf(space, onOrder);
  if (pipeline < 0 || onHand < 0) return 0;
  const state = space.first[pipeline] + onHand;
  return state < space.first[pipeline + 1] ? orders[state] : 0;
}

/** The place among the pipelines, which are in lexicographic order; −1 where it is not one of them. */
function pipelineOf({ due, pipelines, leadTime }: Space, onOrder: readonly number[]): number {
  const entries = leadTime - 1;
  let [low, high] = [0, pipelines - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    let l = 0;
    while (l < entries && due[middle * entries + l] === onOrder[l]) l++;
    if (l === entries) return middle;
    if (due[middle * entries + l] < onOrder[l]) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
