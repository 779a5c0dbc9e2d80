import { hasForesight, perfectForesight } from "../../../policies/hindsight/perfect-foresight.js";
import { convolution, defaultBackbone } from "../../../policies/neural/backbones/index.js";
import { type Baseline, baselines } from "../../../training/baselines/index.js";
import { differentiableSimulation } from "../../../training/index.js";
import type { Assembly } from "../../assembly.js";
import { learn } from "../../learn.js";
import { forecastOrders } from "./forecast-orders.js";
import { type Outcome, type CaseParts, assembled, costIn, played, serviceOf, taskOf } from "./plays.js";

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

export const LEARNED = "learned";
export const CLASSICAL = "best classical";
export const HINDSIGHT = perfectForesight.name;

type Breathe = () => Promise<void>;

/** Policies that nobody trains, the cheapest of them in validation, and the bound. */
export async function classical(parts: CaseParts, breathe: Breathe): Promise<Outcome[]> {
  const made = assembled(parts, defaultBackbone);
  const task = { ...taskOf(made, made.ranges), breathe };
  const outcomes: Outcome[] = [];
  let best: { readonly cost: number; readonly outcome: Outcome } | undefined;
  for (const baseline of baselines.filter(({ applies }) => applies?.(task) !== false)) {
    await breathe();
    const cost = await validatedCost(made, baseline, breathe);
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
async function validatedCost(made: Assembly, baseline: Baseline, breathe: Breathe): Promise<number> {
  const { train, validation: range } = made.ranges;
  const middle = Math.max(train.to - (range.to - range.from), Math.ceil((train.from + train.to) / 2));
  const before = { train: { ...train, to: middle }, validation: { from: middle, to: train.to } };
  return costIn(range, made, await baseline.fit({ ...taskOf(made, before), breathe }));
}

/** Networks with each encoder, the cheapest of them in validation, and orders from a learned forecast. */
export async function learned(parts: CaseParts, size: Size, breathe: Breathe): Promise<Outcome[]> {
  const trainer = differentiableSimulation({
    lanes: size.lanes,
    maxSteps: size.steps,
    validateEvery: 50,
    keep: "refit",
  });
  const networks: { readonly cost: number; readonly outcome: Outcome }[] = [];
  for (const backbone of [defaultBackbone, convolution()]) {
    const made = assembled(parts, backbone);
    const { parameters, validationCost } = await learn(made, trainer, { breathe });
    const by = { policy: made.bound, parameters };
    const outcome = played(made, { name: `${LEARNED}, ${backbone.name}`, knows: "history", by });
    networks.push({ cost: validationCost, outcome });
  }
  const [best] = networks.toSorted((a, b) => a.cost - b.cost);
  const made = assembled(parts, defaultBackbone);
  return [
    { ...best.outcome, policy: LEARNED },
    ...networks.map(({ outcome }) => outcome),
    ...(await forecastOrders(made, { maxSteps: size.forecastSteps, breathe }, serviceOf(best.outcome))),
  ];
}

