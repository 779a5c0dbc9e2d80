import { upTo } from "../up-to.js";
import { numberedPolicy } from "./numbered-policy.js";

/**
 * Orders up to `lowLevel` [S_low] from below it, takes stock away down to `upLevel` [S_up] from above it, and
 * leaves the position alone in between. Levels in units; an `upLevel` below `lowLevel` counts as that one.
 * Optimal where stock can be bought and sold off at linear prices: Maggiar and Sadighian (2017).
 */
export const intervalStock = numberedPolicy({
  name: "interval-stock",
  summary: "Order up to a low level, remove down to a high level, do nothing in between",
  hasTarget: true,
  removes: true,
  numbers: { lowLevel: { of: "cover", start: 1.3 }, upLevel: { of: "cover", start: 4 } },
  order: (seen, { lowLevel, upLevel }) =>
    upTo(seen.decision.direction === "up" ? lowLevel : upLevel.atLeast(lowLevel), seen),
});
