import { type Head, INITIAL_ORDER } from "./head.js";

/** order = max(output, 0) · scale. */
export function noneHead(): Head {
  return {
    name: "none",
    summary: "The network gives the order itself.",
    hasTarget: false,
    keepsSlopes: true,
    outputs: () => 1,
    initialOutput: (_, direction) => [INITIAL_ORDER[direction]],
    order(output, seen) {
      const uncut = output.mul(seen.scale);
      return { quantity: uncut.atLeast(0), uncut };
    },
  };
}
