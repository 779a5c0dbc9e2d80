import { mean } from "../../../base/sums.js";
import { createExecutor } from "../../executor.js";
import type { FigureLine, LineFigure } from "../../../store/report/line-figure.js";
import type { StudyResult, StudyRow } from "../study.js";
import { type Learner, learnerOf } from "./configuration.js";
import { learningTask } from "./learned-policies.js";
import { published } from "./published-configurations.js";
import { type OverSeeds, SEEDS, overSeeds } from "./seeds.js";
import { type LearnedSetting, settingOf } from "./settings.js";
import type { StudyRun } from "./trainings.js";

/** Gradient steps of critics that are looked at, in stretches of so many, as the authors' program does. */
const [BELLMAN_UPDATES, STRETCH] = [10_000, 500];
/** Ends of the stretches that the table shows; the figure shows all. */
const SHOWN: readonly number[] = [500, 1000, 2000, 5000, 10_000];

/**
 * How well critics learn with each head in setting 1. DeepStock explains the head `base` by this: the best
 * output of its network hardly depends on the stock, so that a critic has less to learn.
 */
export async function bellmanResult(study: StudyRun): Promise<StudyResult> {
  const setting = settingOf({ setting: 1 });
  const lines: FigureLine[] = [];
  const rows: StudyRow[] = [];
  for (const configuration of published.filter(({ method }) => method === "DDPG")) {
    const policy = `DDPG ${configuration.head}`;
    const learner = learnerOf(configuration, setting);
    const errors: number[][] = [];
    for (const seed of SEEDS) {
      const compute = () => bellmanErrors(setting, learner, { seed, study });
      errors.push(await study.part(`Bellman error, ${policy}, seed ${seed}`, compute));
    }
    const points = errors[0].map((_, stretch) => {
      const { value: y, low, high } = geometricMean(errors.map((own) => own[stretch]));
      return { x: (stretch + 1) * STRETCH, y, low, high };
    });
    lines.push({ name: policy, points });
    for (const { x, y: value, low, high } of points.filter((point) => SHOWN.includes(point.x)))
      rows.push({
        keys: { setting: 1, policy, trajectories: `Bellman error at update ${x}` },
        value,
        low,
        high,
        published: null,
      });
  }
  return { rows, figures: [bellmanFigure(lines)] };
}

/** Errors of seeds differ by factors: their logarithms have an interval that never goes below nothing. */
function geometricMean(errors: readonly number[]): OverSeeds {
  const { value, low, high } = overSeeds(errors.map(Math.log));
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

function bellmanFigure(lines: readonly FigureLine[]): LineFigure {
  return {
    title: "How well critics learn with each head",
    caption:
      "Setting 1, DDPG, geometric mean of five seeds: squared error of the critic over the batches " +
      `of ${STRETCH} gradient steps. Each head has the configuration that its authors found for it.`,
    x: "Gradient steps of the critic",
    y: "Bellman error, squared multiples of a usual period",
    lines,
  };
}

/**
 * How wrong the critics are while they learn: mean squared Bellman error of each stretch of gradient steps,
 * in squares of what a series usually costs to move in a period.
 */
async function bellmanErrors(
  setting: LearnedSetting,
  { policy, trainer }: Learner,
  { seed, study: { context, breathe } }: { readonly seed: number; readonly study: StudyRun },
): Promise<number[]> {
  const { task } = learningTask(setting, { policy, seed, executor: createExecutor(context.threads) });
  const learner = trainer.begin(task);
  const { maxSteps, lastRate } = trainer.schedule;
  const losses: number[] = [];
  for (let step = 1; step <= maxSteps && losses.length < BELLMAN_UPDATES; step++) {
    const { criticLosses = [] } = learner.step(step, 1 - (1 - lastRate) * (step / maxSteps));
    losses.push(...criticLosses);
    await breathe();
  }
  learner.dispose();
  return Array.from({ length: BELLMAN_UPDATES / STRETCH }, (_, stretch) => {
    const own = losses.slice(stretch * STRETCH, (stretch + 1) * STRETCH);
    return mean(own);
  });
}
