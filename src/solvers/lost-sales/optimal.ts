import { averageCost, type AverageCost } from "../markov/average-cost.js";
import type { Effort } from "./evaluate.js";
import type { LostSalesModel } from "./model.js";
import { bestOrders, fixedOrders, operationsOf, tablesFor } from "./operators.js";
import type { Space } from "./space.js";

/** Sweeps with the orders just found between two searches for better ones; more would not pay. */
const REPEATS = 20;

export interface Optimum extends AverageCost {
  /** The best order in every state of the space. */
  readonly orders: Uint16Array;
}

/** The lowest average cost on the reduced state space, L ≥ 1, by modified policy iteration. */
export async function optimalOrders(model: LostSalesModel, space: Space, effort: Effort): Promise<Optimum> {
  const tables = tablesFor(model, space);
  const orders = new Uint16Array(space.states);
  const found = await averageCost({
    ...effort,
    states: space.states,
    operator: bestOrders(tables, space, orders),
    cheaper: { operator: fixedOrders(tables, space, orders), repeats: REPEATS },
    operations: operationsOf(space).best,
  });
  return { ...found, orders };
}
