import type { Value } from "../../src/engine/index.js";
import type { Observation, Policy } from "../../src/policies/policy.js";

/** A policy made of the units that it decides on seeing something: textbook rules, a line each. */
export function rule(units: (seen: Observation) => Value): Policy {
  return {
    name: "rule",
    summary: "A rule of a test.",
    bind: () => ({
      hasTarget: false,
      parameters: [],
      initial: () => new Float32Array(),
      order: (seen) => ({ quantity: units(seen) }),
    }),
  };
}

/** Fills the position of each decision up to its level, or takes it down to it. */
export function levels(byDecision: Readonly<Record<string, number>>): Policy {
  return rule(({ decision: { name, direction, position } }) => {
    const gap = position.negate().add(byDecision[name]);
    return (direction === "up" ? gap : gap.negate()).atLeast(0);
  });
}
