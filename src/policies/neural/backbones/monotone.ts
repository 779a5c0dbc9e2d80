import { type Value, concat } from "../../../engine/index.js";
import type { Decision } from "../../../problems/problem.js";
import { contextInputs, contextRows } from "../inputs.js";
import type { Observation, PolicySetting } from "../../policy.js";
import type { Backbone } from "./backbone.js";
import { mlp } from "./mlp.js";

/** Planes of each decision: the smallest of groups of largest planes bends either way. */
const [GROUPS, PLANES] = [2, 4];
/** Raw slopes and levels start near a base-stock policy: nearly 1 per unit of any age. */
const INITIAL_SLOPE = 2.5;
const INITIAL_LEVEL: Readonly<Record<Decision["direction"], number>> = { up: 1.3, down: 4 };

/**
 * Planes over the stock, whose slopes and levels a network gives from all else that is seen:
 *
 *     ± min_j max_k ( b_jk − Σ_a s_jka y_a ),   s_latest = σ(c_latest),  s_a = s_{a+1} σ(c_a)      (1)
 *
 * y are the units of each age in usual demands. So 0 ≤ s_oldest ≤ … ≤ s_latest ≤ 1 whatever the weights:
 * what penalties ask for, by construction. For an order that another follows in its period, the faster one,
 * the ages stand the other way round. Minima and maxima of planes: Sill (1998), "Monotonic networks".
 */
export function monotoneBackbone(): Backbone {
  return {
    name: "monotone",
    summary: "Planes over the stock with slopes in order between 0 and 1, chosen by a network from all else.",
    boundsSlopes: true,
    bind({ setting, hidden, prefix }) {
      const ages = Math.max(setting.ageRows, 1) + setting.onOrderRows;
      const planes = GROUPS * PLANES;
      const rows = planes * (1 + ages);
      const network = mlp({
        prefix,
        inputs: contextRows(setting),
        hidden,
        initialOutput: setting.decisions.flatMap((direction) =>
          Array.from({ length: rows }, (_, row) => (row < planes ? INITIAL_LEVEL[direction] : INITIAL_SLOPE)),
        ),
      });
      return {
        ...network,
        apply(seen) {
          const raw = network.apply(contextInputs(seen));
          const stock = stockByAge(seen);
          return concat(
            setting.decisions.map((direction, index) => {
              const faster = isFaster(setting, index);
              const given = raw.slice(index * rows, (index + 1) * rows);
              const level = bend(tilted(given, faster ? stock.toReversed() : stock, seen));
              return direction === "up" ? level : level.negate();
            }),
          );
        },
      };
    },
  };
}

/** Units of each age in usual demands, the oldest first; those on order are the youngest. */
function stockByAge({ onHand, byAge, onOrder, scale }: Observation): Value[] {
  const rows = (value: Value) => Array.from({ length: value.rows }, (_, row) => value.row(row).div(scale));
  return [...rows(byAge ?? onHand), ...(onOrder ? rows(onOrder) : [])];
}

function isFaster({ decisions }: PolicySetting, index: number): boolean {
  return decisions[index] === "up" && decisions.slice(index + 1).includes("up");
}

/** A row for each plane: (1) without minimum and maximum. */
function tilted(given: Value, stock: readonly Value[], { coverPeriods }: Observation): Value {
  const planes = GROUPS * PLANES;
  const share = (age: number) => given.slice(planes * (1 + age), planes * (2 + age)).sigmoid();
  let sum = given.slice(0, planes).mul(coverPeriods);
  let slope: Value | undefined;
  for (let age = stock.length - 1; age >= 0; age--) {
    slope = slope ? slope.mul(share(age)) : share(age);
    sum = sum.sub(slope.mul(stock[age]));
  }
  return sum;
}

function bend(planes: Value): Value {
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    Array.from({ length: PLANES }, (_unused, plane) => planes.row(group * PLANES + plane)).reduce((a, b) =>
      a.atLeast(b),
    ),
  );
  return groups.reduce((a, b) => a.atMost(b));
}
