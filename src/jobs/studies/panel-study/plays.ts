import { sum } from "../../../base/sums.js";
import { fillRate, meanCost, meanOnHand } from "../../../evaluation/metrics/index.js";
import type { Backbone } from "../../../policies/neural/backbones/index.js";
import { defaultHead } from "../../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../../policies/neural/neural-policy.js";
import type { BaselineTask, FittedBaseline } from "../../../training/baselines/baseline.js";
import type { PeriodRange } from "../../../training/trainer.js";
import { validation } from "../../../training/validation.js";
import { type Assembly, type AssemblyParts, type Ranges, assemble } from "../../assembly.js";
import { type Contender, arena, scored } from "../../judge.js";

/** What a policy did in the test, of each series a number. As JSON can hold it. */
export interface Outcome {
  readonly policy: string;
  /** Periods that count, and units demanded in them: the same for all policies. */
  readonly periods: readonly number[];
  readonly demanded: readonly number[];
  readonly cost: readonly number[];
  readonly onHand: readonly number[];
  readonly served: readonly number[];
}

/** What every policy of a case is assembled from. */
export type CaseParts = Pick<AssemblyParts, "panel" | "problem" | "ranges" | "executor" | "stream">;

const HIDDEN = [32, 32];

export function assembled(parts: CaseParts, backbone: Backbone): Assembly {
  const policy = neuralPolicy({ hidden: HIDDEN, head: defaultHead, backbone });
  return assemble({ ...parts, policy, features: "default", scale: "series" });
}

export function taskOf(
  { world, setting, executor, stream }: Assembly,
  { train, validation: range }: Pick<Ranges, "train" | "validation">,
): BaselineTask {
  return { world, setting, executor, stream: stream.child("baselines"), range: train, validation: range };
}

/** Plays the test. */
export function played(made: Assembly, contender: Contender): Outcome {
  const range: PeriodRange = made.ranges.test;
  const ledger = scored(arena(made, range)(contender), made.world.panel);
  const [cost, onHand, served] = [meanCost, meanOnHand, fillRate].map((metric) => metric.parts(ledger));
  return {
    policy: contender.name,
    periods: [...cost.denominator],
    demanded: [...served.denominator],
    cost: [...cost.numerator],
    onHand: [...onHand.numerator],
    served: [...served.numerator],
  };
}

/** Share of all units demanded that was served. */
export function serviceOf({ served, demanded }: Outcome): number {
  return sum(served) / sum(demanded);
}

/** What a policy costs in a range, per series and period. */
export function costIn(range: PeriodRange, made: Assembly, { policy, parameters }: FittedBaseline): number {
  const judge = validation({ ...made, policy, range });
  const cost = judge.cost(parameters);
  judge.dispose();
  return cost;
}
