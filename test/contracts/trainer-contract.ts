import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/base/random.js";
import { parseDistribution } from "../../src/demand/distributions.js";
import { baseStock } from "../../src/policies/classical/base-stock.js";
import { heads } from "../../src/policies/neural/heads/index.js";
import { neuralPolicy } from "../../src/policies/neural/neural-policy.js";
import type { Policy } from "../../src/policies/policy.js";
import { lostSales } from "../../src/problems/index.js";
import { policySetting } from "../../src/simulation/world.js";
import { type Progress, type TrainingEvent, train } from "../../src/training/train.js";
import type { Trainer } from "../../src/training/trainer.js";
import { validation } from "../../src/training/validation.js";
import { executor } from "./executor.js";
import { stationaryWorld } from "./long-run-cost.js";

/** What every trainer promises. `make` makes one that is quick; `steps` is how long it shall try. */
export function trainerContract(name: string, make: () => Trainer, { steps }: { steps: number }): void {
  describe(`${name} as a trainer`, () => {
    const every = Math.max(1, Math.floor(steps / 4));
    const schedule = { ...make().schedule, maxSteps: steps, validateEvery: every };

    it("says who it is, and what it asks of a problem", () => {
      expect(make().name).toBe(name);
      expect(make().summary).toMatch(/^[A-Z].*\.$/);
      expect(["pathwise", "none"]).toContain(make().requires.gradient);
    });

    it.each(POLICIES)("lowers the cost of what it starts from: $name", async (policy) => {
      const { events } = await training(make(), policy, { schedule });
      expect(events.at(-1)?.validationCost).toBeLessThan(untrainedCost(policy));
    });

    it("gives the same bits from the same seed, others from another", async () => {
      const run = (seed: number) => training(make(), POLICIES[1], { schedule, seed });
      const runs = [await run(7), await run(7), await run(8)];
      expect(runs[1]).toEqual(runs[0]);
      expect(runs[2].parameters).not.toEqual(runs[0].parameters);
    });

    it("stopped at any validation and resumed, gives the same bits as if it had not been", async () => {
      const checkpoints: Progress[] = [];
      const save = (progress: Progress) => checkpoints.push(progress);
      const whole = await training(make(), POLICIES[1], { schedule, save });
      expect(checkpoints).toHaveLength(whole.events.length);
      for (const [index, resume] of checkpoints.entries()) {
        const rest = await training(make(), POLICIES[1], { schedule, resume });
        expect(rest.parameters).toEqual(whole.parameters);
        expect(rest.events).toEqual(whole.events.slice(index + 1));
      }
    });
  });
}

const POLICIES: readonly Policy[] = [
  baseStock(),
  neuralPolicy({ hidden: [6], head: heads[heads.length - 1] }),
];

interface TrainingOptions {
  readonly schedule: Trainer["schedule"];
  readonly seed?: number;
  readonly resume?: Progress;
  readonly save?: (progress: Progress) => void;
}

const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 19 });
const world = stationaryWorld(problem, parseDistribution("poisson:6"), { series: 30, periods: 60 });
const setting = policySetting(world);
const judged = { from: 40, to: 60 };

async function training(trainer: Trainer, policy: Policy, options: TrainingOptions) {
  const { schedule, seed = 7, resume, save } = options;
  const bound = policy.bind(setting);
  const stream = randomStream(seed);
  const range = { from: 0, to: 40 };
  const learner = trainer.begin({ world, setting, policy: bound, range, executor, stream });
  const judge = validation({ world, setting, policy: bound, executor, range: judged });
  const events: TrainingEvent[] = [];
  const { parameters } = await train({
    learner,
    validation: judge,
    schedule,
    resume,
    onEvent(event, progress) {
      events.push(event);
      save?.(structuredClone(progress()));
    },
  });
  learner.dispose();
  judge.dispose();
  return { parameters, events };
}

function untrainedCost(policy: Policy): number {
  const bound = policy.bind(setting);
  const judge = validation({ world, setting, policy: bound, executor, range: judged });
  const cost = judge.cost(bound.initial(randomStream(7).child("initial parameters")));
  judge.dispose();
  return cost;
}
