import { setImmediate } from "node:timers/promises";
import { monotoneBackbone, perceptron } from "../../policies/neural/backbones/index.js";
import { noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import type { Policy } from "../../policies/policy.js";
import { penalties } from "../../penalties/index.js";
import { differentiableSimulation } from "../../training/index.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import {
  type ProductCase,
  type Shift,
  FRESH,
  cases,
  learnAcrossProducts,
  omniscientCost,
} from "./structure-informed-cases.js";
import type { Study, StudyRow } from "./study.js";

const SEEDS = [1, 2, 3];
const SHIFTS: readonly Shift[] = ["none", "demand × 2", "demand × ½", "shock of 4 weeks"];
const STEPS = { quick: 300, whole: 1500 };
const WEIGHT = 1;

/** The same network taught by cost alone, by cost and penalties, and one whose slopes are bounded. */
const VARIANTS = ["unpenalised", "penalised", "monotone"] as const;
type Variant = (typeof VARIANTS)[number];

/** What one trained network did: cost of every fresh product under each shift. */
interface Outcome {
  readonly costs: Readonly<Record<Shift, readonly number[]>>;
  /** Shares of states in which something known is broken. */
  readonly met: number;
  readonly drawn: number;
  readonly secondsToTrain: number;
}

/** Structure by penalty, by construction and not at all, learned from history alone across products. */
export const structureInformed: Study = {
  name: "structure-informed",
  summary: "Policies taught what theory knows, and not: cost, violations, shifted demand.",
  async run({ quick, part }, context) {
    const chosen = cases.filter((one) => !quick || one.quick);
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const task = context.progress.start("Learning", chosen.length * seeds.length * VARIANTS.length);
    const rows: StudyRow[] = [];
    let done = 0;
    for (const one of chosen) {
      const best = await part(`${one.name}, omniscient`, () => omniscientCost(one));
      const outcomes = new Map<Variant, Outcome[]>();
      for (const variant of VARIANTS)
        for (const seed of seeds) {
          await setImmediate();
          const name = `${one.name}, ${variant}, seed ${seed}`;
          const outcome = await part(name, () => outcomeOf(one, variant, { seed, quick }, context));
          outcomes.set(variant, [...(outcomes.get(variant) ?? []), outcome]);
          task.advance(++done, name);
        }
      for (const variant of VARIANTS) rows.push(...rowsOf(one, variant, outcomes, best));
    }
    task.finish();
    return { rows };
  },
};

async function outcomeOf(
  one: ProductCase,
  variant: Variant,
  { seed, quick }: { seed: number; quick: boolean },
  { threads }: JobContext,
): Promise<Outcome> {
  const trainer = differentiableSimulation({
    lanes: 512,
    maxSteps: quick ? STEPS.quick : STEPS.whole,
    penalties: penalties
      .filter(({ applies }) => variant === "penalised" && applies(one.example))
      .map((penalty) => ({ penalty, weight: WEIGHT })),
  });
  const executor = createExecutor(threads);
  return learnAcrossProducts(one, policyOf(variant), { trainer, seed, executor, shifts: SHIFTS });
}

function policyOf(variant: Variant): Policy {
  const backbone = variant === "monotone" ? monotoneBackbone() : perceptron();
  return neuralPolicy({ hidden: [32, 32], head: noneHead(), backbone });
}

function rowsOf(
  one: ProductCase,
  variant: Variant,
  outcomes: ReadonlyMap<Variant, readonly Outcome[]>,
  best: number | null,
): StudyRow[] {
  const own = outcomes.get(variant) ?? [];
  const others = outcomes.get("unpenalised") ?? [];
  const mean = (of: (outcome: Outcome) => number) => own.reduce((sum, one) => sum + of(one), 0) / own.length;
  return SHIFTS.map((shift) => {
    const costs = perProduct(own, shift);
    const { mean: value, halfWidth } = interval(costs);
    const plain = perProduct(others, shift);
    const difference = interval(costs.map((cost, product) => cost - plain[product]));
    const [low, high] = [-1, 1].map((sign) => difference.mean + sign * difference.halfWidth);
    return {
      keys: {
        case: one.name,
        policy: variant,
        shift,
        violationsMetPercent: percent(mean(({ met }) => met)),
        violationsDrawnPercent: percent(mean(({ drawn }) => drawn)),
        secondsToTrain: Math.round(mean(({ secondsToTrain }) => secondsToTrain)),
      },
      value,
      low: value - halfWidth,
      high: value + halfWidth,
      published: shift === "none" ? best : null,
      ...(variant === "unpenalised"
        ? {}
        : { note: `against unpenalised ${shown(difference.mean)} (${shown(low)} to ${shown(high)})` }),
    };
  });
}

/** Cost of every product, averaged over seeds. */
function perProduct(outcomes: readonly Outcome[], shift: Shift): number[] {
  return Array.from(
    { length: FRESH.products },
    (_, product) => outcomes.reduce((sum, { costs }) => sum + costs[shift][product], 0) / outcomes.length,
  );
}

/** A mean over products with half of its 95 % interval. */
function interval(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, halfWidth: 1.96 * Math.sqrt(variance / values.length) };
}

function percent(share: number): number {
  return Math.round(share * 1e4) / 100;
}

function shown(money: number): string {
  return money.toFixed(3);
}
