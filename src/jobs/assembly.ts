import { type RandomStream } from "../base/random.js";
import { estimateDemand } from "../demand/censored.js";
import { type FeatureTable, type FeatureTableOptions, featureTable } from "../demand/feature-table.js";
import { type Feature, namedFeatures } from "../demand/features/index.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { type Executor } from "../engine/index.js";
import type { BoundPolicy, Policy, PolicySetting } from "../policies/policy.js";
import type { Problem } from "../problems/index.js";
import { type World, policySetting, world } from "../simulation/world.js";
import type { PeriodRange } from "../training/trainer.js";

/** Which periods are learned from, chosen by and judged on, in this order in time. */
export interface Ranges {
  readonly train: PeriodRange;
  readonly validation: PeriodRange;
  readonly test: PeriodRange;
}

/** A problem, a policy and their data, ready to train, judge or recommend. */
export interface Assembly {
  readonly world: World;
  /** What the policy sees besides stock and costs, of other decisions than those of the world. */
  featuresOver(some: Pick<FeatureTableOptions, "from" | "count" | "keptBytes">): FeatureTable;
  /** 1 where demand had to be estimated, `[series × periods]`. */
  readonly estimated: Uint8Array;
  readonly setting: PolicySetting;
  readonly policy: Policy;
  readonly bound: BoundPolicy;
  readonly ranges: Ranges;
  readonly executor: Executor;
  readonly stream: RandomStream;
  /** One usual demand for all series, where the policy is configured so. */
  readonly sharedScale: number | undefined;
}

export interface AssemblyParts extends Pick<Assembly, "policy" | "ranges" | "executor" | "stream"> {
  readonly panel: Panel;
  readonly problem: Problem;
  /** What the policy sees besides stock and costs: the usual features, none, or these. */
  readonly features: "default" | "none" | readonly Feature[];
  /** series: each series' own usual demand; shared: one for all; or that one, as training found it. */
  readonly scale: "series" | "shared" | number;
  /** Decisions to know the features of; default: all. */
  readonly decisions?: { readonly from: number; readonly count: number };
  /** A period in which orders may be placed; default: the first. */
  readonly reviewAt?: number;
}

export function assemble(parts: AssemblyParts): Assembly {
  const { panel, problem, policy, ranges, executor, stream, decisions, reviewAt } = parts;
  const { units: demand, estimated } = estimateDemand(panel, [ranges.train.to, ranges.validation.to]);
  const shared = parts.scale === "shared" ? meanDemand(panel, demand, ranges.train.to) : parts.scale;
  const sharedScale = shared === "series" ? undefined : shared;
  const given = { features: featuresOf(parts), sharedScale, history: policy.history };
  const featuresOver: Assembly["featuresOver"] = (some) => featureTable(panel, { ...given, ...some });
  const features = featuresOver({ ...decisions });
  const made = world({ panel, problem, demand, features, stream: stream.child("world"), reviewAt });
  const setting = policySetting(made);
  const bound = policy.bind(setting);
  const judged = { policy, bound, ranges, executor, stream, sharedScale };
  return { world: made, featuresOver, estimated, setting, ...judged };
}

function featuresOf({ features, panel, ranges }: AssemblyParts): readonly Feature[] {
  if (typeof features !== "string") return features;
  return namedFeatures(panel, ranges.train.to).get(features) ?? [];
}

function meanDemand(panel: Panel, demand: Float32Array, periods: number): number {
  let sum = 0;
  const all = periodCount(panel);
  panel.series.forEach((_, s) => {
    for (let t = 0; t < periods; t++) sum += demand[s * all + t];
  });
  return Math.max(sum / (periods * panel.series.length), 1e-6);
}
