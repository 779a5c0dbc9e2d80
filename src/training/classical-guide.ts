import { remembering } from "../base/remembering.js";
import { trailingMoments } from "../demand/features/trailing-moments.js";
import { periodCount } from "../demand/panel.js";
import { minMax } from "../policies/classical/min-max.js";
import type { Problem } from "../problems/problem.js";
import { ofSeries } from "../problems/problem.js";
import type { World } from "../simulation/world.js";
import { type SsPolicy, normalQuantile, powerApproximation } from "../solvers/formulas/index.js";
import type { TrainingTask } from "./trainer.js";

/** Whether the classical formulas know an order for the problem: they know one decision, and no age. */
export function hasClassicalOrders({ decisions, ageRows }: Problem): boolean {
  return decisions.length === 1 && decisions[0].direction === "up" && ageRows === 0;
}

/**
 * The task with orders held to those of an (s, S) policy, whose levels the classical formulas give for each
 * decision: whatever is learned pays `weight` for each usual demand by which its order differs. The task as
 * it is where the weight is 0.
 */
export function heldToClassical(task: TrainingTask, weight: number): TrainingTask {
  if (weight === 0) return task;
  const { policy, setting, world } = task;
  const levels = remembering(classicalLevels(world), REMEMBERED);
  const none = new Float64Array();
  const classical = minMax.ofSeries({ reorderPoint: none, orderUpToLevel: none }).bind(setting);
  return {
    ...task,
    policy: {
      ...policy,
      perDecision: {
        ...policy.perDecision,
        [REORDER_POINT]: (series) => levels(series).reorderPoint,
        [ORDER_UP_TO]: (series) => levels(series).orderUpToLevel,
      },
      guide: {
        weight,
        order: (seen) =>
          classical.order({
            ...seen,
            own: { reorderPoint: seen.own[REORDER_POINT], orderUpToLevel: seen.own[ORDER_UP_TO] },
          }),
      },
    },
  };
}

const [REORDER_POINT, ORDER_UP_TO] = ["classical reorder point", "classical order-up-to level"];

/** Series whose levels are remembered: as many as a large batch has. */
const REMEMBERED = 4096;

/** Periods before a decision whose sales tell mean and deviation of demand. */
const WINDOW = 28;

interface Levels {
  readonly reorderPoint: Float32Array;
  readonly orderUpToLevel: Float32Array;
}

/**
 * Levels of each decision of a series, in units, from the sales before it. Where an order costs something
 * besides its units, s and S of the power approximation; else both are the base-stock level of normal demand
 * over the cover, S = c μ + z σ √c with z the quantile p / (p + h).
 */
export function classicalLevels(world: World): (series: number) => Levels {
  const { panel, problem, features, coverPeriods } = world;
  const { holdingCost, shortageCost, price, unitCost, orderCost } = problem.economics;
  return (series) => {
    const count = periodCount(panel) + 1;
    const [holding, fixed] = [ofSeries(holdingCost, series), ofSeries(orderCost ?? 0, series)];
    const short = ofSeries(shortageCost, series) + ofSeries(price, series) - ofSeries(unitCost, series);
    const quantile = normalQuantile(short / (short + holding));
    const moments = trailingMoments(panel, series, { from: 0, count, window: WINDOW });
    const { scale } = features.of(series);
    const cover = coverPeriods(series);
    const levels = { reorderPoint: new Float32Array(count), orderUpToLevel: new Float32Array(count) };
    for (let t = 0; t < count; t++) {
      const usual = scale[Math.max(t - features.from, 0)];
      const mean = moments.mean[t] > 0 ? moments.mean[t] : usual;
      const deviation = moments.periods[t] > 1 ? moments.deviation[t] : usual;
      const level = cover[t] * mean + quantile * deviation * Math.sqrt(cover[t]);
      const { reorderPoint, orderUpToLevel }: SsPolicy =
        fixed > 0
          ? powerApproximation({
              orderCost: fixed,
              holdingCost: holding,
              shortageCost: short,
              demandMean: mean,
              demandDeviation: deviation,
              leadTime: cover[t] - 1,
            })
          : { reorderPoint: level, orderUpToLevel: level };
      levels.reorderPoint[t] = reorderPoint;
      levels.orderUpToLevel[t] = orderUpToLevel;
    }
    return levels;
  };
}
