import { parseDistribution, pmfTable } from "../../src/demand/distributions.js";
import { lostSalesModel } from "../../src/solvers/lost-sales/model.js";
import { optimalOrders } from "../../src/solvers/lost-sales/optimal.js";
import { reducedSpace } from "../../src/solvers/lost-sales/reduced-space.js";
import { buildSpace } from "../../src/solvers/lost-sales/space.js";
import { paceOf } from "../../src/solvers/markov/pace.js";
import { optimalOrders as perishableOrders } from "../../src/solvers/perishable/optimal.js";
import { perishableInstance } from "../../src/solvers/perishable/instance.js";
import type { KnownAnswers } from "./excess-of.js";

/** The best decisions, whole units, in every state of a box or of a part of it. */
export interface ExactOrders {
  /** States by their key; a state counts units by the time of their order, from the oldest. */
  readonly states: readonly (readonly number[])[];
  decided(state: readonly number[]): readonly number[] | undefined;
}

/**
 * Slopes of the best decisions by differences of one unit: of states whose neighbours, with a unit more of
 * any age, are known too and order something.
 */
export function exactSlopes({ states, decided }: ExactOrders): KnownAnswers[] {
  return states.flatMap((state) => {
    const quantities = decided(state);
    const more = state.map((_, age) => decided(state.map((units, other) => units + (other === age ? 1 : 0))));
    if (!quantities || more.some((next) => next === undefined)) return [];
    const stockSlopes = quantities.map((quantity, index) =>
      more.map((next) => (next?.[index] ?? 0) - quantity),
    );
    return [{ quantities, stockSlopes }];
  });
}

/** Of states that order, and still order with a unit more. */
export function meanSlopes(slopes: readonly KnownAnswers[]): number[] {
  const ordering = slopes.filter(({ quantities }) => quantities[0] > 0);
  return ordering[0].stockSlopes[0].map(
    (_, age) => ordering.reduce((sum, { stockSlopes }) => sum + stockSlopes[0][age], 0) / ordering.length,
  );
}

export interface Costs {
  readonly demand: string;
  readonly leadTime: number;
  readonly shortageCost: number;
}

/** Lost sales with holding cost 1, average cost. */
export async function lostSalesOrders({ demand, leadTime, shortageCost }: Costs): Promise<ExactOrders> {
  const distribution = parseDistribution(demand);
  const model = lostSalesModel({ leadTime, holdingCost: 1, shortageCost, demand: distribution });
  const space = buildSpace(reducedSpace(model));
  const { orders } = await optimalOrders(model, space, { pace: paceOf(), tolerance: 1e-9 * shortageCost });
  const known = new Map<string, { state: number[]; order: number }>();
  const entries = leadTime - 1;
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
    const due = [...space.due.subarray(pipeline * entries, (pipeline + 1) * entries)];
    for (let at = space.first[pipeline]; at < space.first[pipeline + 1]; at++) {
      const state = [at - space.first[pipeline], ...due];
      known.set(state.join(), { state, order: orders[at] });
    }
  }
  return {
    states: [...known.values()].map(({ state }) => state),
    decided(state) {
      const found = known.get(state.join());
      return found && [found.order];
    },
  };
}

export interface ShortLived {
  readonly demand: string;
  readonly lifetime: number;
  readonly leadTime: number;
  readonly issuing: "fifo" | "lifo";
  readonly wasteCost: number;
  readonly maxOrder: number;
}

/** Perishable stock with unit cost 3, holding cost 1, shortage cost 5, discounted. */
export async function shortLivedOrders({ demand, maxOrder, ...kind }: ShortLived): Promise<ExactOrders> {
  const costs = { unitCost: 3, holdingCost: 1, shortageCost: 5, discount: 0.99 };
  const distribution = parseDistribution(demand);
  const instance = perishableInstance({ ...kind, ...costs, maxOrder, demand: distribution });
  const { orders } = await perishableOrders(instance, paceOf());
  const { base, digits } = instance;
  const states = Array.from({ length: instance.states }, (_, index) =>
    Array.from({ length: digits }, (_, digit) => Math.floor(index / base ** (digits - 1 - digit)) % base),
  );
  return {
    states,
    decided: (state) =>
      state.every((units) => units < base)
        ? [orders[state.reduce((index, units) => index * base + units, 0)]]
        : undefined,
  };
}

export interface TwoSuppliers {
  readonly demand: string;
  /** Periods; the fast supplier delivers at once. */
  readonly regularLeadTime: number;
  readonly shortageCost: number;
  /** What a fast unit costs more. */
  readonly premium: number;
}

/**
 * Two suppliers with backlog and holding cost 1: the best expedited and regular orders of states around no
 * stock, by value iteration on a box wide enough that its edges are not seen there.
 */
export function twoSupplierOrders(given: TwoSuppliers): ExactOrders {
  const demand = pmfTable(parseDistribution(given.demand));
  const most = demand.length - 1;
  const grid = { low: -3 * most, high: 4 * most, orders: 2 * most + 1, slots: given.regularLeadTime - 1 };
  const best = iterate(given, demand, grid);
  const width = grid.high - grid.low + 1;
  const near = [...best.keys()].map((index) => {
    const pipeline = Math.floor(index / width);
    const due = Array.from(
      { length: grid.slots },
      (_, slot) => Math.floor(pipeline / grid.orders ** (grid.slots - 1 - slot)) % grid.orders,
    );
    return [(index % width) + grid.low, ...due];
  });
  return {
    states: near.filter(([x]) => Math.abs(x) <= 2 * most),
    decided([x, ...due]) {
      if (x > 2 * most || due.some((units) => units >= grid.orders)) return undefined;
      const pipeline = due.reduce((sum, units) => sum * grid.orders + units, 0);
      return best.get(pipeline * width + x - grid.low);
    },
  };
}

/** Net stock from low to high, and regular orders 0, …, orders − 1 in each slot of the pipeline. */
interface Grid {
  readonly low: number;
  readonly high: number;
  readonly orders: number;
  readonly slots: number;
}

const SWEEPS = 60;

/** Both orders of every state, the smallest of equals, after value iteration from nothing. */
function iterate(given: TwoSuppliers, demand: Float64Array, grid: Grid): Map<number, [number, number]> {
  const width = grid.high - grid.low + 1;
  const pipelines = grid.orders ** grid.slots;
  const best = new Map<number, [number, number]>();
  let values = new Float64Array(width * pipelines);
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    const next = new Float64Array(values.length);
    for (let pipeline = 0; pipeline < pipelines; pipeline++) {
      const ahead = afterRaising(given, demand, { ...grid, pipeline, values });
      for (let x = 0; x < width; x++) {
        let [least, raised] = [Infinity, x];
        for (let y = x; y < width; y++) {
          const cost = given.premium * (y - x) + ahead[y].least;
          if (cost < least - 1e-9) [least, raised] = [cost, y];
        }
        next[pipeline * width + x] = least;
        if (sweep === SWEEPS) best.set(pipeline * width + x, [raised - x, ahead[raised].order]);
      }
    }
    const origin = next[0];
    values = next.map((value) => value - origin);
  }
  return best;
}

/** Least cost from net stock y on, with the expedited units in it, and the best regular order there. */
function afterRaising(
  { premium, shortageCost }: TwoSuppliers,
  demand: Float64Array,
  { low, high, orders, slots, pipeline, values }: Grid & { pipeline: number; values: Float64Array },
): { least: number; order: number }[] {
  const width = high - low + 1;
  const later = orders ** (slots - 1);
  const within = (x: number) => Math.min(Math.max(x, low), high);
  const outside = (x: number) => premium * Math.max(low - x, 0) + 50 * Math.max(x - high, 0);
  return Array.from({ length: width }, (_, at) => {
    const y = at + low;
    let [least, order] = [Infinity, 0];
    for (let q = 0; q < orders; q++) {
      const row = slots === 0 ? 0 : ((pipeline % later) * orders + q) * width;
      const joined = slots === 0 ? q : Math.floor(pipeline / later);
      let sum = 0;
      demand.forEach((chance, units) => {
        const [left, x] = [y - units, y + joined - units];
        const ahead = values[row + within(x) - low] + outside(x);
        sum += chance * (Math.max(left, 0) + shortageCost * Math.max(-left, 0) + ahead);
      });
      if (sum < least - 1e-9) [least, order] = [sum, q];
    }
    return { least, order };
  });
}
