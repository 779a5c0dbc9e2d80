import { bestLevel } from "./best-level.js";
import type { DualSourcingInstance } from "./instance.js";
import type { DualSourcingPolicy } from "./policy.js";
import { walkDistribution } from "./random-walk.js";
import { walkToBest } from "../walk-to-best.js";

/**
 * The best tailored base-surge policy: the same regular order `constantOrder` in every period, and expediting
 * up to `expeditedLevel` when that is not enough. Allon and Van Mieghem (2010), Management Science 56(1).
 * The overshoot over the level is a random walk, O ← (O + constantOrder − D)^+, stable when the constant
 * order is below the mean demand.
 */
export async function bestTailoredBaseSurge(instance: DualSourcingInstance): Promise<DualSourcingPolicy> {
  const { demand, meanDemand, premium, regularSpend } = instance;
  const high = Math.max(0, Math.ceil(meanDemand - DRIFT_LEAST) - 1);
  const { at, found } = await walkToBest({ low: 0, high, from: 0 }, async (constantOrder) => {
    const overshoot = walkDistribution(demand, constantOrder);
    if (!overshoot) return { level: 0, cost: Infinity };
    const { level, cost } = bestLevel(instance, overshoot);
    return { level, cost: regularSpend + premium * (meanDemand - constantOrder) + cost };
  });
  const parameters = { constantOrder: at, expeditedLevel: found.level };
  return { name: "tailored-base-surge", parameters, cost: found.cost };
}

/** A constant order at the mean demand or above lets stock grow without bound. */
const DRIFT_LEAST = 1e-6;
