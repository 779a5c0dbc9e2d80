import { assert } from "../../base/errors.js";
import type { Feature } from "./feature.js";

/**
 * Periods since the series was first on offer, log: 1 is `limit` periods or more. It tells new items apart;
 * an older age would only date the decision, and a policy must not lean on dates it has never seen.
 */
export function age(limit: number): Feature {
  assert(limit > 0, "an age has a limit above 0");
  return {
    name: "age",
    summary: `Time on offer, log(1 + periods), 1 for ${limit} periods or more`,
    about: "time on offer",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      for (let k = 0; k < count; k++) {
        const periods = Math.max(from + k - panel.firstPeriod[series], 0);
        out[offset + k] = Math.log1p(Math.min(periods, limit)) / Math.log1p(limit);
      }
    },
  };
}
