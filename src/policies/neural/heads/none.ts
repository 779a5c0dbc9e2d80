import { type Head, INITIAL_ORDER, type PlainUnits, plainOutput, plainUnits } from "./head.js";

/** order = max(output, 0) · scale; or, in plain units, max(output, 0). */
export function noneHead(plain?: PlainUnits): Head {
  return {
    name: "none",
    summary: "The network gives the order itself.",
    hasTarget: false,
    keepsSlopes: true,
    outputs: () => 1,
    initialOutput: (_, direction) => [plain ? plainOutput(plain) : INITIAL_ORDER[direction]],
    order(output, seen) {
      const uncut = plain ? plainUnits(output, plain) : output.mul(seen.scale);
      return { quantity: uncut.atLeast(0), uncut };
    },
  };
}
