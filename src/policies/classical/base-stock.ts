import { type Parameter, spread } from "../../engine/index.js";
import type { Policy } from "../policy.js";
import { upTo } from "../up-to.js";
import { neverRemoving } from "./never-removing.js";

/** Cover to start from, in multiples of the usual demand over the cover periods. */
const INITIAL_COVER = 1.3;

const cover: Parameter = { name: "cover", rows: 1, columns: 1 };

/**
 * Orders up to a level [S]. Where series have levels of their own (`levels`, units), these; else one
 * parameter for all series: S = cover · usual demand over lead time and review period. Where the scale is
 * shared, that is one level for all, the textbook's. It never takes stock away.
 */
export function baseStock(options: { levels?: Float64Array } = {}): Policy {
  const { levels } = options;
  return {
    name: levels ? "base-stock" : "base-stock-cover",
    summary: levels
      ? "Order up to a fixed level of each series, fitted on its history."
      : "Order up to a number of periods of usual demand, the same number for all series.",
    bind: () =>
      levels
        ? {
            hasTarget: true,
            parameters: [],
            initial: () => new Float32Array(),
            perSeries: { level: levels },
            order: neverRemoving((seen) => upTo(seen.own.level, seen)),
          }
        : {
            hasTarget: true,
            parameters: [cover],
            initial: () => Float32Array.of(INITIAL_COVER),
            order: neverRemoving((seen) =>
              upTo(spread(cover).mul(seen.scale).mul(seen.decision.coverPeriods), seen),
            ),
          },
  };
}
