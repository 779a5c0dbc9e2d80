import { type RandomStream, randomStream } from "../../base/random.js";
import { mean, sum } from "../../base/sums.js";
import type { Executor } from "../../engine/index.js";
import { baseHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import { differentiableSimulation } from "../../training/index.js";
import { type Ranges, assemble } from "../assembly.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import { arena } from "../judge.js";
import { learn } from "../learn.js";
import {
  type Product,
  demandOf,
  drawProducts,
  omniscient,
  problemOf,
  rewardAt,
} from "./history-only-products.js";
import type { Study, StudyOptions, StudyRow } from "./study.js";

const SEEDS = [1, 2, 3, 4, 5];
/** Every decision has at least this much history, and so many follow: 64 to learn from, as many to judge. */
const HISTORY = 32;
const DECISIONS = 64;
/** Periods after those, by which the best parameters are chosen. */
const VALIDATION = 32;

/** One network for products that it has never seen, whose distribution it does not know. */
export const historyOnly: Study = {
  name: "history-only",
  summary: "A network that sees only history, beside base-stock levels from the true demand distributions.",
  async run({ quick, part, breathe }: StudyOptions, { progress, threads }: JobContext) {
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const size = quick ? QUICK : FULL;
    const task = progress.start("Learning", seeds.length);
    const results: Result[] = [];
    for (const [done, seed] of seeds.entries()) {
      const compute = () => gaps(seed, size, { breathe, executor: createExecutor(threads) });
      results.push(...(await part(`seed ${seed}`, compute)));
      task.advance(done + 1, `seed ${seed}`);
    }
    task.finish();
    const families = [...new Set(results.map(({ family }) => family))];
    return {
      rows: [
        ...rowsOf("all", results, seeds.length),
        ...families.flatMap((family) =>
          rowsOf(family, results.filter((result) => result.family === family), seeds.length),
        ),
      ],
    };
  },
};

interface Size {
  readonly products: number;
  readonly freshProducts: number;
  /** Of a training step. */
  readonly lanes: number;
  readonly steps: number;
}

const QUICK: Size = { products: 1000, freshProducts: 1000, lanes: 256, steps: 500 };
const FULL: Size = { products: 10_000, freshProducts: 2000, lanes: 1024, steps: 3000 };

/** One fresh product: how far below the omniscient policy the network stays, in per cent. */
interface Result {
  readonly family: string;
  /** Of the reward, and of what the omniscient policy loses against serving all demand with no stock left. */
  readonly ofReward: number;
  readonly ofCost: number;
}

async function gaps(
  seed: number,
  size: Size,
  { executor, breathe }: { executor: Executor } & Pick<StudyOptions, "breathe">,
): Promise<Result[]> {
  const stream = randomStream(seed);
  const products = drawProducts(size.products, stream.child("products"));
  const fresh = drawProducts(size.freshProducts, stream.child("fresh products"));
  const learnedFrom = { products, periods: HISTORY + DECISIONS + VALIDATION, stream, executor };
  const made = assembled(learnedFrom);
  const trainer = differentiableSimulation({ lanes: size.lanes, maxSteps: size.steps, validateEvery: 50 });
  const { parameters } = await learn(made, trainer, { breathe });
  const judgedOn = { products: fresh, periods: HISTORY + DECISIONS, stream: stream.child("fresh"), executor };
  const judged = assembled(judgedOn);
  const by = { policy: judged.bound, parameters };
  const { flows, windows } = arena(judged, judged.ranges.test)({ name: "network", knows: "history", by });
  return fresh.map((product, lane) => {
    const from = lane * flows.periods + windows.warmUp;
    const to = (lane + 1) * flows.periods;
    const cost = sum(flows.fields.cost.slice(from, to)) / (to - from);
    const best = omniscient(product);
    const onSameDemand = rewardAt(best.level, flows.fields.demanded.slice(from, to), product);
    const less = onSameDemand + cost;
    return {
      family: product.family,
      ofReward: (100 * less) / best.reward,
      ofCost: (100 * less) / best.cost,
    };
  });
}

interface Parts {
  readonly products: readonly Product[];
  readonly periods: number;
  readonly stream: RandomStream;
  readonly executor: Executor;
}

function assembled({ products, periods, stream, executor }: Parts) {
  const train = { from: HISTORY, to: Math.min(HISTORY + DECISIONS, periods) };
  const validation = { from: train.to, to: periods };
  const ranges: Ranges = { train, validation, test: train };
  const panel = demandOf(products, periods, stream.child("demand"));
  const policy = neuralPolicy({ hidden: [32, 32], head: baseHead() });
  const parts = { panel, problem: problemOf(products), policy, ranges, executor, stream };
  return assemble({ ...parts, features: "default", scale: "series" });
}

function rowsOf(demand: string, results: readonly Result[], seeds: number): StudyRow[] {
  const measures = { "gap in % of the reward": "ofReward", "gap in % of the cost": "ofCost" } as const;
  return Object.entries(measures).map(([measure, key]) => {
    const numbers = results.map((result) => result[key]);
    const value = mean(numbers);
    const variance = mean(numbers.map((number) => (number - value) ** 2));
    const halfWidth = 1.96 * Math.sqrt(variance / numbers.length);
    const keys = { demand, measure, seeds, products: numbers.length };
    return { keys, value, low: value - halfWidth, high: value + halfWidth, published: null };
  });
}
