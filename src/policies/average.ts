import type { BoundPolicy } from "./policy.js";
import { orderFor, wishOf } from "./wish.js";

/**
 * Orders what its members want on average. Each member learns by itself, from a start of its own, so that
 * their errors differ and partly cancel (Hansen and Salamon 1990, "Neural network ensembles"). The names of
 * their parameters must differ.
 */
export function averageOf(members: readonly BoundPolicy[]): BoundPolicy {
  return {
    hasTarget: members[0].hasTarget,
    parameters: members.flatMap(({ parameters }) => parameters),
    initial: (stream) => joined(members.map((member) => member.initial(stream))),
    members,
    order(seen) {
      const orders = members.map((member) => member.order(seen));
      const sum = orders.map(wishOf).reduce((total, wish) => total.add(wish));
      return orderFor(sum.div(members.length), orders[0], seen);
    },
  };
}

/** Numbers of the members, side by side. */
export function joined(numbers: readonly Float32Array[]): Float32Array {
  return Float32Array.from(numbers.flatMap((own) => [...own]));
}
