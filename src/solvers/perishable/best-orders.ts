import { InputError } from "../../base/errors.js";
import {
  type BestOrders,
  QUICK_SECONDS,
  type SteadySeries,
  type StockNow,
  numbersOf,
} from "../best-orders.js";
import { paceOf } from "../markov/pace.js";
import type { SolveContext } from "../solver.js";
import { type PerishableInstance, perishableInstance } from "./instance.js";
import { optimalOrders } from "./optimal.js";

/** Near enough to the average cost of a period, which the solver does not know. */
const DISCOUNT = 0.99;

/** Orders of least discounted cost. What is on hand has one period less to live than what arrives now. */
export async function bestOrders(steady: SteadySeries, { signal }: SolveContext): Promise<BestOrders> {
  const { demand, problem, stockMost } = steady;
  const { leadTime, money } = numbersOf(steady);
  const instance = perishableInstance({
    demand,
    leadTime,
    lifetime: problem.ageRows,
    issuing: problem.oldestFirst === true ? "fifo" : "lifo",
    unitCost: money.unitCost,
    holdingCost: money.holdingCost,
    shortageCost: money.shortageCost + money.price,
    wasteCost: money.wasteCost,
    maxOrder: stockMost,
    discount: DISCOUNT,
  });
  const seconds = secondsFor(instance);
  if (seconds > QUICK_SECONDS)
    throw new InputError(
      "lifetime, lead time and demand",
      `${instance.states.toPrecision(2)} states take about ${Math.ceil(seconds)} s`,
      "Take larger units.",
    );
  const { orders } = await optimalOrders(instance, paceOf(signal));
  return {
    order: (stock) => orders[stateOf(instance, stock)],
    note:
      `least cost discounted by ${DISCOUNT} a period, by dynamic programming on ${instance.states} states; ` +
      `orders of at most ${stockMost}`,
  };
}

/** About so many sweeps are needed, of so many multiplications a second. */
const [SWEEPS, OPERATIONS_PER_SECOND] = [60, 5e8];

function secondsFor({ states, base, lost, demand }: PerishableInstance): number {
  return (states * base * Math.min(lost.length, demand.length) * SWEEPS) / OPERATIONS_PER_SECOND;
}

/** Units by age, oldest first, then what is on order; nothing has arrived this morning. */
function stateOf({ lifetime, base, digits }: PerishableInstance, { onHand, onOrder }: StockNow): number {
  const onShelf = Array.from({ length: lifetime }, (_, age) =>
    age === Math.max(lifetime - 2, 0) ? onHand : 0,
  );
  return [...onShelf, ...onOrder].slice(0, digits).reduce((state, units) => state * base + units, 0);
}
