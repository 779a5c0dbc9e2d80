import type { Executor } from "../../engine/index.js";
import { type Configuration, learnerOf } from "../studies/deepstock-synthetic/configuration.js";
import { learningTask } from "../studies/deepstock-synthetic/learned-policies.js";
import { published } from "../studies/deepstock-synthetic/published-configurations.js";
import { settingOf } from "../studies/deepstock-synthetic/settings.js";
import type { Contender } from "./contender.js";
import { OWN_ENGINE } from "./own-engine.js";
import type { SpeedUnit } from "./report.js";

/** A whole training whose speed is measured: plays, replay, gradients and all. */
export interface Learning {
  /** As the command line writes it, like "learn-256x256". */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly unit: SpeedUnit;
  /** So many units are what one step of the trainer makes. */
  readonly perStep: number;
  /** Steps before the first one that is like all others. */
  readonly before: number;
  readonly configuration: Configuration;
  readonly published: PublishedSpeed;
}

/** What another program reached with the same networks and batches, and how many times that is wanted. */
export interface PublishedSpeed {
  readonly over: string;
  readonly perSecond: number;
  readonly atLeast: number;
  /** Of ours, in one training alone. */
  readonly threads: number;
}

/** Of a method's two heads the first. */
const tuned = (name: string) => published.find(({ method }) => method === name)!;

/** stable-baselines3 on one core of a machine of the kind that docs/engine.md describes, measured before. */
const STABLE_BASELINES = "stable-baselines3, 1 core, measured before";

/** Trainings with the configurations of study deepstock-synthetic in its setting 1. */
export const learnings: readonly Learning[] = [
  {
    name: "learn-256x256",
    summary: "Decisions that PPO learns from: two networks of 256-256, 10 epochs of 1,024 in parts of 256.",
    unit: "decisions/s",
    perStep: 73 * 14,
    before: 0,
    configuration: tuned("PPO"),
    published: { over: STABLE_BASELINES, perSecond: 2650, atLeast: 2.5, threads: 2 },
  },
  {
    name: "learn-64x64",
    summary: "Decisions of DDPG, an update of actor and critic for each: 64-64, batches of 128.",
    unit: "decisions/s",
    perStep: 28,
    before: 36,
    configuration: tuned("DDPG"),
    published: { over: STABLE_BASELINES, perSecond: 479, atLeast: 5, threads: 2 },
  },
];

/** One training on so many threads. What it finds is that of its first two steps that count. */
export function learner(
  { name, before, configuration }: Learning,
  { executor, threads }: { readonly executor: Executor; readonly threads: number },
): Contender {
  const setting = settingOf({ setting: 1 });
  const { policy, trainer } = learnerOf(configuration, setting);
  const learning = trainer.begin(learningTask(setting, { policy, executor, seed: 1 }).task);
  let step = 0;
  while (step < before) learning.step(++step, 1);
  const found = { loss: 0, probe: 0 };
  return {
    workload: name,
    engine: OWN_ENGINE,
    threads,
    async run(steps) {
      const start = performance.now();
      for (let taken = 0; taken < steps; taken++) {
        const { trainCost } = learning.step(++step, 1);
        if (step > before + 2) continue;
        found.loss = trainCost;
        found.probe = Math.hypot(...learning.parameters());
      }
      return { seconds: (performance.now() - start) / 1000, ...found };
    },
    close: () => learning.dispose(),
  };
}
