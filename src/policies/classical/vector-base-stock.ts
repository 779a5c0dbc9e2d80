import { type Parameter, spread } from "../../engine/index.js";
import type { Policy } from "../policy.js";
import { neverRemoving } from "./never-removing.js";

/** Levels start at usual demand and this share of it over the root of the periods, as its fractiles would. */
const INITIAL_SAFETY = 0.5;

/**
 * Vector base-stock: orders min over l = 0, …, L of (s_l − v_l), at least 0, where L is the lead time, v_l
 * the units due in l periods or later (v_0 adds what is on hand, v_L is 0) and s_l a level for demand of all
 * but the first l periods to cover. Each level is a fitted multiple of usual demand over those periods, which
 * contains the "standard" and "better" rules, whose levels are fractiles of that demand.
 * Morton (1969), SIAM Review 11; Zipkin (2008), Operations Research 56(5), lost sales.
 */
export function vectorBaseStock(): Policy {
  return {
    name: "vector-base-stock-cover",
    summary: "Keep every part of the pipeline below a level of its own, the same multiples for all series.",
    bind({ onOrderRows, coverPeriodsMax }) {
      const covers: Parameter = { name: "covers", rows: onOrderRows + 2, columns: 1 };
      return {
        hasTarget: false,
        parameters: [covers],
        initial: () =>
          Float32Array.from({ length: covers.rows }, (_, l) => {
            return 1 + INITIAL_SAFETY / Math.sqrt(Math.max(coverPeriodsMax - l, 1));
          }),
        order: neverRemoving((seen) => {
          const { onOrder, scale, coverPeriods, decision } = seen;
          const level = (l: number) =>
            spread(covers).row(l).mul(scale).mul(coverPeriods.sub(l).atLeast(1));
          let quantity = level(0).sub(decision.position);
          for (let l = 1; onOrder && l <= onOrderRows; l++) {
            const dueLater = onOrder.slice(l - 1, onOrder.rows).sumRows();
            quantity = quantity.atMost(level(l).sub(dueLater));
          }
          return { quantity: quantity.atMost(level(onOrderRows + 1)).atLeast(0) };
        }),
      };
    },
  };
}
