import type { BaselineTask } from "./baseline.js";

/** What a classical policy asks of a problem: of its decisions, stock and costs, never of its name. */
export type Applies = (task: BaselineTask) => boolean;

/** One order per review, whatever may be taken away besides. */
export const ordersOnce: Applies = ({ setting }) =>
  setting.decisions.filter((direction) => direction === "up").length === 1;

/** Two orders per review, the first of them expedited. */
export const ordersTwice: Applies = ({ setting }) =>
  setting.decisions.length === 2 && setting.decisions.every((direction) => direction === "up");

/** An order, and stock that may be taken away. */
export const removes: Applies = ({ setting }) =>
  setting.decisions.length === 2 && setting.decisions[0] === "up" && setting.decisions[1] === "down";

/** Demand is seen, and not known to be the same in every period. */
export const seesDemand: Applies = ({ setting }) => setting.demandFeatures.length > 0;

export const expires: Applies = ({ setting }) => setting.ageRows > 0;

/** Every order costs something besides its units. */
export const chargesOrders: Applies = ({ setting }) => setting.furtherEconomics.includes("orderCost");

/** Several orders may be outstanding, and demand does not wait: base-stock is not optimal. */
export const losesSalesWhileWaiting: Applies = ({ world, setting }) =>
  !world.problem.allowsBacklog && setting.onOrderRows > 0;

export function all(...conditions: readonly Applies[]): Applies {
  return (task) => conditions.every((condition) => condition(task));
}
