import type { Feature } from "./feature.js";
import { unitsOf } from "./trailing-moments.js";

/** Units sold `periods` periods before the decision (1: in the last one), as they were seen. */
export function lag(periods: number): Feature {
  return {
    name: `lag-${periods}`,
    summary: `Units sold ${periods} ${periods === 1 ? "period" : "periods"} ago`,
    about: "recent demand",
    kind: "units",
    fill(panel, series, from, count, out, offset) {
      const units = unitsOf(panel, series);
      for (let k = 0; k < count; k++)
        out[offset + k] = from + k >= periods ? units(from + k - periods) : 0;
    },
  };
}
