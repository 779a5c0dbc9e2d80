import { type Parameter, spread } from "../../engine/index.js";
import type { Policy } from "../policy.js";
import { upTo } from "../up-to.js";
import { neverRemoving } from "./never-removing.js";

const parameters: readonly Parameter[] = [
  { name: "cover", rows: 1, columns: 1 },
  { name: "cap", rows: 1, columns: 1 },
];

/** Cover and cap to start from, in multiples of the usual demand over the cover periods and of a period. */
const INITIAL = [1.5, 1.5];

/**
 * Orders up to a level [S], but never more than a cap [r] at a time: close to optimal under lost sales with
 * lead times (Xin 2021, Operations Research 69(1)). Levels and caps as in `baseStock`.
 */
export function cappedBaseStock(options: { levels?: Float64Array; caps?: Float64Array } = {}): Policy {
  const { levels, caps } = options;
  return {
    name: levels ? "capped-base-stock" : "capped-base-stock-cover",
    summary: levels
      ? "Order up to a fixed level of each series, but at most a cap per order, both fitted on its history."
      : "Order up to a number of periods of usual demand, but at most a cap per order.",
    bind: () =>
      levels && caps
        ? {
            hasTarget: true,
            parameters: [],
            initial: () => new Float32Array(),
            perSeries: { level: levels, cap: caps },
            order: neverRemoving((seen) => capped(upTo(seen.own.level, seen), seen.own.cap)),
          }
        : {
            hasTarget: true,
            parameters,
            initial: () => Float32Array.from(INITIAL),
            order: neverRemoving((seen) => {
              const [cover, cap] = parameters.map(spread);
              const level = cover.mul(seen.scale).mul(seen.decision.coverPeriods);
              return capped(upTo(level, seen), cap.mul(seen.scale));
            }),
          },
  };
}

function capped(order: ReturnType<typeof upTo>, cap: ReturnType<typeof spread>) {
  return { ...order, quantity: order.quantity.atMost(cap).atLeast(0) };
}
