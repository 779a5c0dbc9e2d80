import type { Feature } from "./feature.js";
import { trailingMoments } from "./trailing-moments.js";

/** Beyond this the ratio says no more than "stopped" or "just begun". */
const LARGEST_LOG_RATIO = 2;

/** Log of the ratio of the mean over `short` periods to the mean over `long`, within [-2, 2]. */
export function trend(short: number, long: number): Feature {
  return {
    name: `trend-${short}-${long}`,
    summary: `Log ratio of the mean of ${short} periods to the mean of ${long}, between -2 and 2`,
    about: "recent demand",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const recent = trailingMoments(panel, series, { from, count, window: short }).mean;
      const usual = trailingMoments(panel, series, { from, count, window: long }).mean;
      for (let k = 0; k < count; k++) out[offset + k] = logRatio(recent[k], usual[k]);
    },
  };
}

function logRatio(recent: number, usual: number): number {
  if (usual === 0) return recent > 0 ? LARGEST_LOG_RATIO : 0;
  return Math.min(Math.max(Math.log(recent / usual), -LARGEST_LOG_RATIO), LARGEST_LOG_RATIO);
}
