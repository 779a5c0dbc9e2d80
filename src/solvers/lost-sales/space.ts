/**
 * States (x_0, x_1, …, x_{L−1}) when the order is decided: on-hand after receipt, then the orders due in
 * 1, …, L − 1 periods. With v_l = x_l + … + x_{L−1}, a space holds all states with v_l ≤ bounds[l] and
 * x_l ≤ orderMost for l ≥ 1. States of one pipeline (x_1, …, x_{L−1}) lie side by side, by on-hand;
 * pipelines are in lexicographic order, so that those after orders 0, 1, 2, … lie side by side too.
 */
export interface Space {
  readonly leadTime: number;
  readonly bounds: readonly number[];
  readonly orderMost: number;
  readonly states: number;
  readonly pipelines: number;
  /** The pipelines, L − 1 numbers each. */
  readonly due: Int32Array;
  /** x_1 + … + x_{L−1} of each pipeline. */
  readonly onOrder: Int32Array;
  /** The first state of each pipeline, and after the last. */
  readonly first: Int32Array;
  /** The pipeline after an order of 0, and the largest order that stays in the space for some on-hand. */
  readonly following: Int32Array;
  readonly orderLimit: Int32Array;
}

export interface SpaceBounds {
  /** At least 1. */
  readonly leadTime: number;
  /** v_l ≤ bounds[l], l = 0, …, L − 1; not increasing. */
  readonly bounds: readonly number[];
  readonly orderMost: number;
  /** Orders are at most orderBounds[l] − v_l, l = 1, …, L; without it, what the space holds. */
  readonly orderBounds?: readonly number[];
}

/** Number of states, without building them. */
export function countStates(shape: SpaceBounds): number {
  const counts = pipelineCounts(shape);
  const [stockMost] = shape.bounds;
  let states = 0;
  for (let onHand = 0; onHand <= stockMost; onHand++)
    states += counts[1][Math.min(shape.bounds[1] ?? 0, stockMost - onHand)];
  return states;
}

/** Measured on one core: multiplications a second, searches for orders and sweeps until the bounds meet. */
const OPERATIONS_PER_SECOND = 5e8;
const SEARCHES = 10;
const SWEEPS = 200;

/** Seconds that the optimum takes on a space, roughly. */
export function secondsFor(shape: SpaceBounds): number {
  const perSweep = (countStates(shape) * shape.bounds[0]) / 3;
  return (perSweep * (SWEEPS + (SEARCHES * shape.orderMost) / 2)) / OPERATIONS_PER_SECOND;
}

export function buildSpace(shape: SpaceBounds): Space {
  const { leadTime, bounds, orderMost } = shape;
  const entries = leadTime - 1;
  const counts = pipelineCounts(shape);
  const pipelines = counts[1][bounds[1] ?? 0];
  const due = listPipelines(shape, pipelines);
  const onOrder = new Int32Array(pipelines);
  const first = new Int32Array(pipelines + 1);
  const following = new Int32Array(pipelines);
  const orderLimit = new Int32Array(pipelines);
  for (let pipeline = 0; pipeline < pipelines; pipeline++) {
    const at = pipeline * entries;
    let limit = Math.min(orderMost, room(shape, leadTime));
    let held = 0;
    for (let l = entries; l >= 1; l--) {
      held += due[at + l - 1];
      limit = Math.min(limit, room(shape, l) - held);
    }
    onOrder[pipeline] = held;
    first[pipeline + 1] = first[pipeline] + bounds[0] - held + 1;
    orderLimit[pipeline] = limit;
    following[pipeline] = rank(shape, counts, due.subarray(at + 1, at + entries));
  }
  const states = first[pipelines];
  return { leadTime, bounds, orderMost, states, pipelines, due, onOrder, first, following, orderLimit };
}

/** The state with nothing on hand that follows; on-hand at the end of the period is to be added. */
export function baseOfNext(space: Space, pipeline: number, order: number): number {
  if (space.leadTime === 1) return order;
  const arriving = space.due[pipeline * (space.leadTime - 1)];
  return space.first[space.following[pipeline] + order] + arriving;
}

/** The pipeline of every state. */
export function pipelinesOf(space: Space): Int32Array {
  const pipelines = new Int32Array(space.states);
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++)
    pipelines.fill(pipeline, space.first[pipeline], space.first[pipeline + 1]);
  return pipelines;
}

/** The largest order in a state that stays in the space. */
export function orderRoom(space: Space, pipeline: number, state: number): number {
  return Math.min(space.orderLimit[pipeline], space.first[pipeline + 1] - 1 - state);
}

/** An order may bring v_l to this, l ≥ 1: after it, v_l is v_{l−1} of the next period. */
function room({ bounds, orderBounds }: SpaceBounds, l: number): number {
  return Math.min(bounds[l - 1], orderBounds?.[l] ?? Infinity);
}

/** counts[l][m]: ways to choose x_l, …, x_{L−1} with v_l ≤ m and all later bounds kept. */
function pipelineCounts({ leadTime, bounds, orderMost }: SpaceBounds): Float64Array[] {
  const counts: Float64Array[] = [];
  counts[leadTime] = Float64Array.of(1);
  for (let l = leadTime - 1; l >= 1; l--) {
    counts[l] = new Float64Array(bounds[l] + 1);
    const later = counts[l + 1];
    for (let most = 0; most <= bounds[l]; most++)
      for (let x = 0; x <= Math.min(orderMost, most); x++)
        counts[l][most] += later[Math.min(later.length - 1, most - x)];
  }
  return counts;
}

function listPipelines({ leadTime, bounds, orderMost }: SpaceBounds, pipelines: number): Int32Array {
  const entries = leadTime - 1;
  const due = new Int32Array(pipelines * entries);
  const current = new Int32Array(entries);
  let row = 0;
  const choose = (l: number, most: number) => {
    if (l > entries) {
      due.set(current, row++ * entries);
      return;
    }
    for (let x = 0; x <= Math.min(orderMost, most); x++) {
      current[l - 1] = x;
      choose(l + 1, Math.min(bounds[l + 1] ?? 0, most - x));
    }
  };
  choose(1, bounds[1] ?? 0);
  return due;
}

/** Place in lexicographic order of the pipeline that has `next` first and an order of 0 last. */
function rank({ bounds }: SpaceBounds, counts: readonly Float64Array[], next: Int32Array): number {
  let place = 0;
  let most = bounds[1] ?? 0;
  next.forEach((chosen, index) => {
    const later = counts[index + 2];
    for (let x = 0; x < chosen; x++) place += later[Math.min(later.length - 1, most - x)];
    most = Math.min(bounds[index + 2], most - chosen);
  });
  return place;
}
