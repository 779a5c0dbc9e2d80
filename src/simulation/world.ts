import type { RandomStream } from "../base/random.js";
import { remembering } from "../base/remembering.js";
import type { FeatureTable } from "../demand/feature-table.js";
import { type Panel, periodCount } from "../demand/panel.js";
import type { PolicySetting } from "../policies/policy.js";
import { drawLeadTime, longestLeadTime } from "../problems/mechanics/lead-time.js";
import { pipelineRows } from "../problems/mechanics/pipeline.js";
import { longestCycle, orderMoments } from "./order-moments.js";
import { type Problem, furtherEconomics } from "../problems/problem.js";

/** Everything outside the policies: what happens to all of them alike. */
export interface World {
  readonly panel: Panel;
  readonly problem: Problem;
  /** Units demanded, `[series × periods]`: sales, or an estimate where the series was out of stock. */
  readonly demand: Float32Array;
  readonly features: FeatureTable;
  /**
   * Lead times of a series' orders, one per period and one for the period after the last; negative where an
   * order never arrives.
   */
  leadTimes(series: number): Float32Array;
  /** What every play begins with, where that is known. */
  readonly opening?: Opening;
  /** 1 in every period in which a series may order, up to the one after the last of the panel; else 0. */
  mayOrder(series: number): Float32Array;
  /** Periods that an order of each period must cover: expected lead time, and until the next one may come. */
  coverPeriods(series: number): Float32Array;
}

/** Plays begin in one period only, with nothing on order. */
export interface Opening {
  readonly period: number;
  /** Units on hand of each series, minus units that customers wait for. */
  readonly stock: Float64Array;
}

export interface WorldParts extends Pick<World, "panel" | "problem" | "demand" | "features" | "opening"> {
  /** Draws lead times where they are random. */
  readonly stream: RandomStream;
  /** A period in which orders may be placed, where they lie review periods apart; default: the first. */
  readonly reviewAt?: number;
}

/** Series whose lead times are remembered: as many as a large batch has. */
const REMEMBERED = 4096;

export function world({ stream, reviewAt = 0, ...parts }: WorldParts): World {
  const { panel, problem } = parts;
  const drawn = (series: number) => {
    const { item, location } = panel.series[series];
    const own = stream.child(`lead time ${JSON.stringify([item, location])}`);
    return Float32Array.from({ length: periodCount(panel) + 1 }, () =>
      drawLeadTime(problem.leadTime, series, own),
    );
  };
  const moments = remembering(orderMoments({ panel, problem, reviewAt }), REMEMBERED);
  return {
    ...parts,
    leadTimes: remembering(drawn, REMEMBERED),
    mayOrder: (series) => moments(series).mayOrder,
    coverPeriods: (series) => moments(series).coverPeriods,
  };
}

/** What a policy's size depends on. */
export function policySetting({ features, problem }: Pick<World, "features" | "problem">): PolicySetting {
  const longest = longestLeadTime(problem.leadTime);
  return {
    onOrderRows: pipelineRows(longest) - 1,
    demandFeatures: features.demandFeatures,
    plainFeatures: features.plainFeatures,
    ...(features.embeddings.length > 0 ? { embeddings: features.embeddings } : {}),
    historyRows: features.history,
    coverPeriodsMax: longest + longestCycle(problem),
    ageRows: problem.ageRows,
    decisions: problem.decisions.map(({ direction }) => direction),
    furtherEconomics: furtherEconomics(problem),
  };
}
