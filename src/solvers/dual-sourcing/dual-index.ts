import type { Pace } from "../markov/pace.js";
import { bestLevel } from "./best-level.js";
import type { DualSourcingInstance } from "./instance.js";
import { overshoot } from "./overshoot-chain.js";
import type { DualSourcingPolicy } from "./policy.js";
import { walkToBest } from "../walk-to-best.js";

/**
 * The best dual-index policy: expedite the expedited position up to `expeditedLevel`, then order regularly so
 * that everything on hand and on order reaches `regularLevel`. Veeraraghavan and Scheller-Wolf (2008).
 */
export async function bestDualIndex(instance: DualSourcingInstance, pace: Pace): Promise<DualSourcingPolicy> {
  const most = instance.demand.length - 1;
  const from = Math.round(instance.leadTimeGap * instance.meanDemand);
  const range = { low: 0, high: DIFFERENCE_MOST, from };
  const { at, found } = await walkToBest(range, (difference) =>
    indexed(instance, { difference, cap: Math.min(difference, most) }, pace),
  );
  return { name: "dual-index", parameters: levels(found.level, at), cost: found.cost };
}

/**
 * The best capped dual-index policy: as dual index, but a regular order is at most `cap`.
 * Sun and Van Mieghem (2019), Operations Research 67(6).
 */
export async function bestCappedDualIndex(
  instance: DualSourcingInstance,
  pace: Pace,
): Promise<DualSourcingPolicy> {
  let from = Math.round(instance.leadTimeGap * instance.meanDemand);
  const range = { low: 1, high: instance.demand.length - 1, from: Math.ceil(instance.meanDemand) };
  const { at: cap, found } = await walkToBest(range, async (most) => {
    const { at, found: best } = await walkToBest({ low: 0, high: DIFFERENCE_MOST, from }, (difference) =>
      indexed(instance, { difference, cap: Math.min(most, difference) }, pace),
    );
    from = at;
    return { ...best, difference: at };
  });
  const parameters = { ...levels(found.level, found.difference), cap };
  return { name: "capped-dual-index", parameters, cost: found.cost };
}

/** Far beyond any difference that pays, the search has long turned back. */
const DIFFERENCE_MOST = 100_000;

/** The best expedited level for a difference of the levels and a cap, with the average cost. */
async function indexed(
  instance: DualSourcingInstance,
  chain: { readonly difference: number; readonly cap: number },
  pace: Pace,
): Promise<{ readonly level: number; readonly cost: number }> {
  const { distribution, regular } = await overshoot(instance, chain, pace);
  const { level, cost } = bestLevel(instance, distribution);
  const premium = instance.premium * (instance.meanDemand - regular);
  return { level, cost: instance.regularSpend + premium + cost };
}

function levels(expeditedLevel: number, difference: number) {
  return { regularLevel: expeditedLevel + difference, expeditedLevel };
}
