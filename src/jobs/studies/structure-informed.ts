import {
  type Backbone,
  convolution,
  monotoneBackbone,
  perceptron,
  recurrent,
} from "../../policies/neural/backbones/index.js";
import { baseHead, noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import type { Policy } from "../../policies/policy.js";
import { penalties } from "../../penalties/index.js";
import { differentiableSimulation } from "../../training/index.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import { type Encoder, type ProductCase, cases } from "./structure-informed-cases.js";
import { type Outcome, learnAcrossProducts, rivalCosts } from "./structure-informed-plays.js";
import { caseRows } from "./structure-informed-rows.js";
import type { Study, StudyOptions, StudyRow } from "./study.js";

const SEEDS = [1, 2, 3];
const STEPS = { quick: 300, whole: 600 };
const [LEARNING_RATE, WEIGHT] = [0.01, 0.1];

/**
 * The same network taught by cost alone, by cost and penalties, and one whose slopes are bounded; and, where
 * a case asks for them, networks with encoders of the history.
 */
const VARIANTS = ["unpenalised", "penalised", "monotone"] as const;
type Variant = (typeof VARIANTS)[number] | Encoder;

/** Structure by penalty, by construction and not at all, learned from history alone across products. */
export const structureInformed: Study = {
  name: "structure-informed",
  summary: "Policies taught what theory knows, and not, beside optima: cost, violations, shifted worlds.",
  async run({ quick, part, breathe }, context) {
    const chosen = cases.filter((one) => !quick || one.quick);
    const variantsOf = ({ encoders }: ProductCase) => [...VARIANTS, ...(encoders && !quick ? encoders : [])];
    const networks = chosen.reduce((sum, one) => sum + variantsOf(one).length, 0);
    const task = context.progress.start("Learning", networks * SEEDS.length);
    const rows: StudyRow[] = [];
    let done = 0;
    for (const one of chosen) {
      const executor = createExecutor(context.threads);
      const rivals = await part(`${one.name}, rivals`, () => rivalCosts(one, executor));
      const outcomes = new Map<Variant, Outcome[]>();
      for (const seed of SEEDS)
        for (const variant of variantsOf(one)) {
          const name = `${one.name}, ${variant}, seed ${seed}`;
          const outcome = await part(name, () => outcomeOf(one, variant, { seed, quick, breathe }, context));
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
  { seed, quick, breathe }: { seed: number } & Pick<StudyOptions, "quick" | "breathe">,
  { threads }: JobContext,
): Promise<Outcome> {
  const steps = (quick ? STEPS.quick : STEPS.whole) * (one.effort ?? 1);
  const trainer = differentiableSimulation({
    learningRate: LEARNING_RATE,
    lanes: 512,
    periods: one.periods,
    maxSteps: steps,
    penaltyRise: steps / 4,
    penalties: penalties
      .filter(({ applies }) => variant === "penalised" && applies(one.example))
      .map((penalty) => ({ penalty, weight: WEIGHT })),
  });
  const executor = createExecutor(threads);
  return learnAcrossProducts(one, policyOf(variant), { trainer, seed, breathe, executor });
}

function policyOf(variant: Variant): Policy {
  const backbone = BACKBONES[variant]();
  const head = backbone.boundsSlopes ? noneHead() : baseHead();
  return neuralPolicy({ hidden: [32, 32], head, backbone });
}

const BACKBONES: Readonly<Record<Variant, () => Backbone>> = {
  unpenalised: perceptron,
  penalised: perceptron,
  monotone: monotoneBackbone,
  convolution,
  recurrent,
};
