import type { Value } from "../../engine/index.js";
import type { Observation, Order } from "../policy.js";
import { upTo } from "../up-to.js";
import { numberedPolicy } from "./numbered-policy.js";

const levels = {
  regularLevel: { of: "cover", start: 1.3 },
  expeditedLevel: { of: "cover", start: 0.8 },
} as const;

/**
 * Two orders, each by an index of its own: the first fills what arrives no later than itself up to
 * `expeditedLevel` [S_e], the last fills the whole position, the first order included, up to `regularLevel`
 * [S_r]. Levels in units. Veeraraghavan and Scheller-Wolf (2008), Operations Research 56(4).
 */
export const dualIndex = numberedPolicy({
  name: "dual-index",
  summary: "Expedite what is on hand and due soon up to one level, order regularly up to another",
  hasTarget: true,
  numbers: levels,
  order: byOwnIndex,
});

/**
 * Dual index whose regular order is at most `cap` units, which smooths it.
 * Sun and Van Mieghem (2019), Operations Research 67(6).
 */
export const cappedDualIndex = numberedPolicy({
  name: "capped-dual-index",
  summary: "Expedite up to one level, order regularly up to another but at most a cap",
  hasTarget: true,
  numbers: { ...levels, cap: { of: "period", start: 1.2 } },
  order(seen, { cap, ...own }) {
    const order = byOwnIndex(seen, own);
    return seen.decision.index === 0 ? order : { ...order, quantity: order.quantity.atMost(cap.atLeast(0)) };
  },
});

function byOwnIndex(
  seen: Observation,
  { regularLevel, expeditedLevel }: Readonly<Record<keyof typeof levels, Value>>,
): Order {
  return upTo(seen.decision.index === 0 ? expeditedLevel : regularLevel, seen);
}
