import { setImmediate } from "node:timers/promises";
import { monotoneBackbone, perceptron } from "../../policies/neural/backbones/index.js";
import { noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import type { Policy } from "../../policies/policy.js";
import { penalties } from "../../penalties/index.js";
import { differentiableSimulation } from "../../training/index.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import { type ProductCase, cases } from "./structure-informed-cases.js";
import { type Outcome, learnAcrossProducts, rivalCosts } from "./structure-informed-plays.js";
import { caseRows } from "./structure-informed-rows.js";
import type { Study, StudyRow } from "./study.js";

const SEEDS = [1, 2, 3];
const STEPS = { quick: 300, whole: 1500 };
const WEIGHT = 1;

/** The same network taught by cost alone, by cost and penalties, and one whose slopes are bounded. */
const VARIANTS = ["unpenalised", "penalised", "monotone"] as const;
type Variant = (typeof VARIANTS)[number];

/** Structure by penalty, by construction and not at all, learned from history alone across products. */
export const structureInformed: Study = {
  name: "structure-informed",
  summary: "Policies taught what theory knows, and not, beside optima: cost, violations, shifted worlds.",
  async run({ quick, part }, context) {
    const chosen = cases.filter((one) => !quick || one.quick);
    const task = context.progress.start("Learning", chosen.length * SEEDS.length * VARIANTS.length);
    const rows: StudyRow[] = [];
    let done = 0;
    for (const one of chosen) {
      const executor = createExecutor(context.threads);
      const rivals = await part(`${one.name}, rivals`, () => rivalCosts(one, executor));
      const outcomes = new Map<Variant, Outcome[]>();
      for (const seed of SEEDS)
        for (const variant of VARIANTS) {
          await setImmediate();
          const name = `${one.name}, ${variant}, seed ${seed}`;
          const outcome = await part(name, () => outcomeOf(one, variant, { seed, quick }, context));
          outcomes.set(variant, [...(outcomes.get(variant) ?? []), outcome]);
          task.advance(++done, name);
        }
      rows.push(...caseRows(one, { outcomes, rivals }));
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
  return learnAcrossProducts(one, policyOf(variant), { trainer, seed, executor: createExecutor(threads) });
}

function policyOf(variant: Variant): Policy {
  const backbone = variant === "monotone" ? monotoneBackbone() : perceptron();
  return neuralPolicy({ hidden: [32, 32], head: noneHead(), backbone });
}
