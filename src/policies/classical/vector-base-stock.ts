import { type Parameter, type Value, spread } from "../../engine/index.js";
import type { Observation, Policy, PolicySetting } from "../policy.js";
import { neverRemoving } from "./never-removing.js";

/** Levels start at usual demand and this share of it over the root of the periods, as its fractiles would. */
const INITIAL_SAFETY = 0.5;

/**
 * Vector base-stock: orders min over l = 0, …, L of (s_l − v_l), at least 0, where L is the lead time, v_l
 * the units due in l periods or later (v_0 adds what is on hand, v_L is 0) and s_l a level for demand of all
 * but the first l periods to cover. Each level is a fitted multiple of usual demand over those periods, which
 * contains the "standard" and "better" rules, whose levels are fractiles of that demand; or a number of units
 * of each series, `levels[l]`.
 * Morton (1969), SIAM Review 11; Zipkin (2008), Operations Research 56(5), lost sales.
 */
export function vectorBaseStock(options: { levels?: readonly Float64Array[] } = {}): Policy {
  const { levels } = options;
  if (levels)
    return {
      name: "vector-base-stock",
      summary: "Keep every part of the pipeline below a level of its own, in units of each series.",
      bind: (setting) => ({
        hasTarget: false,
        parameters: [],
        initial: () => new Float32Array(),
        perSeries: Object.fromEntries(levels.map((units, l) => [levelName(l), units])),
        order: belowLevels(setting, ({ own }, l) => own[levelName(l)]),
      }),
    };
  return {
    name: "vector-base-stock-cover",
    summary: "Keep every part of the pipeline below a level of its own, the same multiples for all series.",
    bind(setting) {
      const covers: Parameter = { name: "covers", rows: setting.onOrderRows + 2, columns: 1 };
      return {
        hasTarget: false,
        parameters: [covers],
        initial: () =>
          Float32Array.from({ length: covers.rows }, (_, l) => {
            return 1 + INITIAL_SAFETY / Math.sqrt(Math.max(setting.coverPeriodsMax - l, 1));
          }),
        order: belowLevels(setting, ({ scale, coverPeriods }, l) =>
          spread(covers).row(l).mul(scale).mul(coverPeriods.sub(l).atLeast(1)),
        ),
      };
    },
  };
}

function levelName(l: number): string {
  return `level ${l}`;
}

function belowLevels({ onOrderRows }: PolicySetting, level: (seen: Observation, l: number) => Value) {
  return neverRemoving((seen) => {
    const { onOrder, decision } = seen;
    let quantity = level(seen, 0).sub(decision.position);
    for (let l = 1; onOrder && l <= onOrderRows; l++) {
      const dueLater = onOrder.slice(l - 1, onOrder.rows).sumRows();
      quantity = quantity.atMost(level(seen, l).sub(dueLater));
    }
    return { quantity: quantity.atMost(level(seen, onOrderRows + 1)).atLeast(0) };
  });
}
