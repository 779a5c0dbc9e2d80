import { setImmediate } from "node:timers/promises";
import { Cancelled } from "../../../base/errors.js";
import { fillRate, meanCost, meanOnHand } from "../../../evaluation/metrics/index.js";
import { hasForesight, perfectForesight } from "../../../policies/hindsight/perfect-foresight.js";
import { type Backbone, convolution, defaultBackbone } from "../../../policies/neural/backbones/index.js";
import { defaultHead } from "../../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../../policies/neural/neural-policy.js";
import { type Baseline, type BaselineTask, baselines } from "../../../training/baselines/index.js";
import { orderedBy } from "../../../training/baselines/predict-then-optimise.js";
import { mqRnn } from "../../../training/forecasters/mq-rnn/mq-rnn.js";
import { differentiableSimulation } from "../../../training/index.js";
import type { PeriodRange } from "../../../training/trainer.js";
import { validation } from "../../../training/validation.js";
import { type Assembly, type AssemblyParts, type Ranges, assemble } from "../../assembly.js";
import { type Contender, arena, scored } from "../../judge.js";
import { learn } from "../../learn.js";

/** How much is computed. */
export interface Size {
  /** At most so many series, evenly spaced. */
  readonly series: number;
  readonly seeds: readonly number[];
  /** Gradient steps of a policy, inventories in each, and gradient steps of a trained forecaster. */
  readonly steps: number;
  readonly lanes: number;
  readonly forecastSteps: number;
}

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

/** The world of a case, with a network to learn its orders. */
export type Parts = Pick<AssemblyParts, "panel" | "problem" | "ranges" | "executor" | "stream">;

const HIDDEN = [32, 32];
export const LEARNED = "learned";
export const CLASSICAL = "best classical";
export const FORECAST = "mq-rnn, then quantile";
export const HINDSIGHT = perfectForesight.name;

/** Policies that nobody trains, the cheapest of them in validation, and the bound. */
export async function classical(parts: Parts, signal: AbortSignal): Promise<Outcome[]> {
  const made = assembled(parts, defaultBackbone);
  const task = taskOf(made, made.ranges);
  const outcomes: Outcome[] = [];
  let best: { readonly cost: number; readonly outcome: Outcome } | undefined;
  for (const baseline of baselines.filter(({ applies }) => applies?.(task) !== false)) {
    await setImmediate();
    if (signal.aborted) throw new Cancelled("");
    const cost = await validatedCost(made, baseline);
    const outcome = played(made, { name: baseline.name, knows: "history", by: await baseline.fit(task) });
    outcomes.push(outcome);
    if (best === undefined || cost < best.cost) best = { cost, outcome };
  }
  if (best) outcomes.push({ ...best.outcome, policy: CLASSICAL });
  if (hasForesight(made.world.problem))
    outcomes.push(played(made, { name: HINDSIGHT, knows: "future", by: { oracle: perfectForesight } }));
  return outcomes;
}

/** What a classical policy costs in validation when it has been fitted to what came before. */
async function validatedCost(made: Assembly, baseline: Baseline): Promise<number> {
  const { train, validation: range } = made.ranges;
  const middle = Math.max(train.to - (range.to - range.from), Math.ceil((train.from + train.to) / 2));
  const before = { train: { ...train, to: middle }, validation: { from: middle, to: train.to } };
  const { policy, parameters } = await baseline.fit(taskOf(made, before));
  const judge = validation({ ...made, policy, range });
  const cost = judge.cost(parameters);
  judge.dispose();
  return cost;
}

/** Networks with each encoder, the cheapest of them in validation, and orders from a learned forecast. */
export async function learned(parts: Parts, size: Size, signal: AbortSignal): Promise<Outcome[]> {
  const stop = () => signal.aborted;
  const { steps: maxSteps, lanes } = size;
  const trainer = differentiableSimulation({ maxSteps, lanes, validateEvery: 50 });
  const networks: { readonly cost: number; readonly outcome: Outcome }[] = [];
  for (const backbone of [defaultBackbone, convolution()]) {
    const made = assembled(parts, backbone);
    const trained = await learn(made, trainer, { stop, breathe: () => setImmediate() });
    if (signal.aborted) throw new Cancelled("");
    const by = { policy: made.bound, parameters: trained.parameters };
    const outcome = played(made, { name: `${LEARNED}, ${backbone.name}`, knows: "history", by });
    networks.push({ cost: trained.validationCost, outcome });
  }
  const [best] = networks.toSorted((a, b) => a.cost - b.cost);
  const made = assembled(parts, defaultBackbone);
  const forecast = orderedBy(mqRnn({ maxSteps: size.forecastSteps }));
  const by = await forecast.fit(taskOf(made, made.ranges));
  return [
    { ...best.outcome, policy: LEARNED },
    ...networks.map(({ outcome }) => outcome),
    played(made, { name: FORECAST, knows: "history", by }),
  ];
}

function assembled(parts: Parts, backbone: Backbone): Assembly {
  const policy = neuralPolicy({ hidden: HIDDEN, head: defaultHead, backbone });
  return assemble({ ...parts, policy, features: "default", scale: "series" });
}

function taskOf(
  { world, setting, executor, stream }: Assembly,
  { train, validation: range }: Pick<Ranges, "train" | "validation">,
): BaselineTask {
  return { world, setting, executor, stream: stream.child("baselines"), range: train, validation: range };
}

/** Plays the test. */
function played(made: Assembly, contender: Contender): Outcome {
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
