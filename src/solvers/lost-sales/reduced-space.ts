import { demandOver } from "../markov/convolve.js";
import { fractile, type LostSalesModel } from "./model.js";
import type { SpaceBounds } from "./space.js";

/** Levels s_0 ≥ s_1 ≥ … ≥ s_L: demand of L − l + 1 periods exceeds s_l with at most this probability. */
export function vectorLevels(model: LostSalesModel, exceedance: number): number[] {
  const over = demandOver(model.demand, model.leadTime + 1);
  return Array.from({ length: model.leadTime + 1 }, (_, l) =>
    fractile(over[model.leadTime + 1 - l], exceedance),
  );
}

/**
 * The probabilities between `least` and `most` at which some level changes, ascending; those in between
 * give no other levels. Where no level changes, `least` alone.
 */
export function exceedances(model: LostSalesModel, least: number, most: number): number[] {
  const over = demandOver(model.demand, model.leadTime + 1).slice(1);
  const found = over.flatMap((demand) => {
    let exceeds = 1;
    return Array.from(demand, (probability) => (exceeds -= probability));
  });
  const sorted = found.filter((value) => value >= least && value <= most).sort((a, b) => a - b);
  if (sorted.length === 0) return [least];
  return sorted.filter((value, index) => index === 0 || value - sorted[index - 1] > 1e-9);
}

/** Probability of a shortage at which one more unit no longer pays: h / (p + h). */
export function criticalExceedance({ holdingCost, shortageCost }: LostSalesModel): number {
  return holdingCost / (shortageCost + holdingCost);
}

/**
 * The states that an optimal policy visits: v_l ≤ s_l with s_l the fractile p / (p + h) of the demand of
 * L − l + 1 periods; an optimal order is at most s_l − v_l for every l. Zipkin (2008), section 4.
 */
export function reducedSpace(model: LostSalesModel): SpaceBounds {
  const levels = vectorLevels(model, criticalExceedance(model));
  const { leadTime } = model;
  return { leadTime, bounds: levels.slice(0, leadTime), orderMost: levels[leadTime], orderBounds: levels };
}
