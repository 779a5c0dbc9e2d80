import { InputError } from "../../base/errors.js";
import { type Parameter, type Value, gather } from "../../engine/index.js";
import { neverRemoving } from "../../policies/classical/never-removing.js";
import type { Policy } from "../../policies/policy.js";
import { paceOf } from "../markov/pace.js";
import { type SingleStockInput, singleStockOf } from "../single-stock-options.js";
import { dualBalancing } from "./dual-balancing.js";
import { lostSalesModel } from "./model.js";
import { myopicOrders } from "./myopic.js";
import { optimalOrders } from "./optimal.js";
import { reducedSpace } from "./reduced-space.js";
import { buildSpace, countStates, type Space } from "./space.js";

/** Larger tables take longer to load than to use. */
const STATES_MOST = 2e6;
const TOLERANCE = 1e-6;

/**
 * Policies of lost sales that know the demand distribution and weigh what each state leads to, ready to be
 * played: every order is looked up by on-hand and what is due in 1, …, L − 1 periods, in whole units. For
 * lead times [L] of at least one period. `optimal` has the least average cost; `myopic` (Morton 1971),
 * `myopicTwo` and `dualBalancing` (Levi, Janakiraman, Nagarajan 2008) are those of Zipkin (2008).
 */
export async function lostSalesLookUps(given: SingleStockInput) {
  const stock = singleStockOf(given);
  if (stock.leadTime === 0)
    throw new InputError("leadTime", "0: then all of them are base-stock policies", "Use baseStock().");
  const model = lostSalesModel(stock);
  const shape = reducedSpace(model);
  if (countStates(shape) > STATES_MOST) throw tooLarge(countStates(shape));
  const space = buildSpace(shape);
  const optimum = await optimalOrders(model, space, { pace: paceOf(), tolerance: TOLERANCE });
  const myopic = myopicOrders(model, space);
  const balanced = dualBalancing(model, shape, STATES_MOST);
  if (!balanced) throw tooLarge(STATES_MOST);
  return {
    optimal: lookedUp("optimal", { space, orders: optimum.orders }),
    myopic: lookedUp("myopic", { space, orders: myopic.myopic }),
    myopicTwo: lookedUp("myopic-two", { space, orders: myopic["myopic-2"] }),
    dualBalancing: lookedUp("dual-balancing", balanced),
  };
}

function tooLarge(states: number): InputError {
  const found = `${states.toPrecision(3)} states or more; a table has at most ${STATES_MOST.toPrecision(1)}`;
  return new InputError("leadTime and demand", found, "Take a shorter lead time, or larger units.");
}

/** A policy with the given order in every state of a space, and none outside of it: there is stock enough. */
function lookedUp(name: string, { space, orders }: { space: Space; orders: Uint16Array }): Policy {
  const { leadTime, bounds, orderMost } = space;
  const widths = [bounds[0] + 1, ...Array.from({ length: leadTime - 1 }, () => orderMost + 1)];
  const rows = widths.reduce((product, width) => product * width, 1);
  const table: Parameter = { name: "orders", rows, columns: 1 };
  return {
    name,
    summary: "Look the order up by the stock; the table knows the demand distribution.",
    bind({ onOrderRows }) {
      if (onOrderRows !== leadTime - 1)
        throw new InputError(
          name,
          `orders for lead time ${leadTime}, asked for ${onOrderRows + 1}`,
          "Look them up for the lead time of the problem.",
        );
      return {
        hasTarget: false,
        parameters: [table],
        initial: () => denseOrders(space, orders, widths),
        order: neverRemoving(({ onHand, onOrder }) => {
          const stock = [onHand, ...Array.from({ length: onOrderRows }, (_, l) => onOrder?.row(l) ?? onHand)];
          // Rounding down has no gradient, so that the table stays as it is wherever policies are fitted.
          return { quantity: gather(table, indexOf(stock, widths)).add(0.5).floor().atLeast(0) };
        }),
      };
    },
  };
}

/** Mixed-radix number of a state, the first digit changing fastest. */
function indexOf(stock: readonly Value[], widths: readonly number[]): Value {
  const digit = (l: number) => stock[l].atLeast(0).atMost(widths[l] - 1);
  let index = digit(stock.length - 1);
  for (let l = stock.length - 2; l >= 0; l--) index = index.mul(widths[l]).add(digit(l));
  return index;
}

function denseOrders(space: Space, orders: Uint16Array, widths: readonly number[]): Float32Array {
  const dense = new Float32Array(widths.reduce((product, width) => product * width, 1));
  const entries = space.leadTime - 1;
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
    let at = 0;
    for (let l = entries; l >= 1; l--) at = at * widths[l] + space.due[pipeline * entries + l - 1];
    const [first, end] = [space.first[pipeline], space.first[pipeline + 1]];
    for (let state = first; state < end; state++) dense[at * widths[0] + state - first] = orders[state];
  }
  return dense;
}
