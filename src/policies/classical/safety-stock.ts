import { type Parameter, spread } from "../../engine/index.js";
import type { Policy } from "../policy.js";
import { upTo } from "../up-to.js";
import { neverRemoving } from "./never-removing.js";

const parameters: readonly Parameter[] = [
  { name: "cover", rows: 1, columns: 1 },
  { name: "safetyFactor", rows: 1, columns: 1 },
];

/**
 * Base-stock with safety stock: S = cover · usual demand · periods + k · deviation · √periods, where periods
 * are lead time plus review period and the deviation is that of recent demand. The formula of planners'
 * tools; both numbers are fitted for all series together.
 */
export function safetyStock(): Policy {
  return {
    name: "safety-stock",
    summary: "Order up to usual demand plus a multiple of its recent deviation, both fitted for all series.",
    bind(setting) {
      const row = setting.demandFeatures.findIndex((name) => name.startsWith("deviation-"));
      return {
        hasTarget: true,
        parameters,
        initial: () => Float32Array.of(1, 1),
        order: neverRemoving((seen) => {
          const [cover, factor] = parameters.map(spread);
          const usual = cover.mul(seen.scale).mul(seen.decision.coverPeriods);
          if (!seen.demandFeatures || row < 0) return upTo(usual, seen);
          const deviation = seen.demandFeatures.row(row).mul(seen.decision.coverPeriods.sqrt());
          return upTo(usual.add(factor.mul(deviation)), seen);
        }),
      };
    },
  };
}
