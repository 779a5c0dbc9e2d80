import type { Head } from "./head.js";
import { INITIAL_COVER, type PlainUnits, plainOutput, plainUnits } from "./head.js";
import { upTo } from "../../up-to.js";

/**
 * order = max(output · demand over the cover periods − inventory position, 0); or, in plain units,
 * max(output − inventory position, 0).
 */
export function baseHead(plain?: PlainUnits): Head {
  return {
    name: "base",
    summary: "The network gives a base-stock level; the order fills the inventory position up to it.",
    hasTarget: true,
    keepsSlopes: false,
    outputs: () => 1,
    initialOutput: (_, direction) => [plain ? plainOutput(plain) : INITIAL_COVER[direction]],
    order: (output, seen) =>
      upTo(
        plain ? plainUnits(output, plain) : output.mul(seen.scale).mul(seen.decision.coverPeriods),
        seen,
      ),
  };
}
