import type { Policy } from "../policy.js";
import { upTo } from "../up-to.js";
import { neverRemoving } from "./never-removing.js";

/** Base-stock whose level is a forecast: `levels` gives that of each decision of a series, in units. */
export function forecastBaseStock(levels: (series: number) => Float32Array): Policy {
  return {
    name: "predict-then-optimise",
    summary: "Order up to a forecast quantile of demand over the cover; history chooses the forecaster.",
    bind: () => ({
      hasTarget: true,
      parameters: [],
      initial: () => new Float32Array(),
      perDecision: { level: levels },
      order: neverRemoving((seen) => upTo(seen.own.level, seen)),
    }),
  };
}
