import { mean } from "../../base/sums.js";
import { parseDistribution, pmfTable } from "../../demand/distributions.js";
import { baseHead, noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import { dualSourcing, lostSales, perishable } from "../../problems/index.js";
import { dualSourcingSolver } from "../../solvers/dual-sourcing/dual-sourcing.js";
import { lostSalesSolver } from "../../solvers/lost-sales/lost-sales.js";
import { perishableSolver } from "../../solvers/perishable/perishable.js";
import type { Solver } from "../../solvers/solver.js";
import { type Trainer, differentiableSimulation } from "../../training/index.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import {
  type FreshPlay,
  type StationaryInstance,
  averageCost,
  costBesideDemand,
  learnStationary,
  meanOverLanes,
} from "./stationary-learning.js";
import type { Study, StudyOptions, StudyRow } from "./study.js";

/** A problem whose exact optimum is solved in the same run as the network is trained. */
interface Instance extends StationaryInstance {
  readonly keys: Readonly<Record<string, string | number>>;
  readonly solver: Solver;
  readonly options: Readonly<Record<string, unknown>>;
  /** A part of every policy's cost that none can avoid. */
  readonly unavoidable: number;
  /** Cost of the fresh play as the solver counts it. */
  readonly cost: (play: FreshPlay) => { mean: number; standardError: number };
  /** The head that suits the problem: a target where a base-stock form is near the optimum. */
  readonly head: "order" | "target";
}

const SEEDS = [1, 2, 3, 4, 5];

/** Trains networks on problems that can be solved, and sets their cost beside the optimum's. */
export const learnedVsExact: Study = {
  name: "learned-vs-exact",
  summary: "Networks trained by differentiable simulation, in whole units, beside the exact optimum.",
  async run({ quick, part, breathe }: StudyOptions, context: JobContext) {
    const rows: StudyRow[] = [];
    const chosen = instances().filter((_, index) => !quick || index % 8 === 4);
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const task = context.progress.start("Learning", chosen.length * seeds.length);
    for (const [done, instance] of chosen.entries()) {
      const name = Object.values(instance.keys).join(" ");
      const exact = await part(`${name}, exact`, () => solved(instance, context));
      const networks: Learned[] = [];
      for (const [index, seed] of seeds.entries()) {
        const learn = () => learned(instance, seed, { context, breathe });
        networks.push(await part(`${name}, seed ${seed}`, learn));
        task.advance(done * seeds.length + index + 1, name);
      }
      rows.push(rowOf(instance, exact, networks));
    }
    task.finish();
    return { rows };
  },
};

interface Exact {
  readonly optimum: number;
  /** The classical policy that costs least. */
  readonly best: { readonly name: string; readonly gapPercent: number };
}

interface Learned {
  readonly mean: number;
  readonly standardError: number;
  readonly seconds: number;
}

function rowOf(instance: Instance, { optimum, best }: Exact, networks: readonly Learned[]): StudyRow {
  const { keys, unavoidable } = instance;
  const value = mean(networks.map((network) => network.mean));
  const standardError = mean(networks.map((network) => network.standardError));
  const halfWidth = (1.96 * standardError) / Math.sqrt(networks.length);
  const gaps = networks.map((network) => (100 * (network.mean - optimum)) / optimum);
  return {
    keys: {
      ...keys,
      seeds: networks.length,
      secondsEach: Math.round(mean(networks.map(({ seconds }) => seconds))),
      gapPercent: round(mean(gaps)),
      gapPercentOfRest: round((100 * (value - optimum)) / (optimum - unavoidable)),
    },
    value,
    low: value - halfWidth,
    high: value + halfWidth,
    published: Number(optimum.toFixed(4)),
    note: `${best.name} +${round(best.gapPercent)} %; seeds ${gaps.map(round).join(" ")} %`,
  };
}

async function solved({ solver, options }: Instance, { signal }: JobContext): Promise<Exact> {
  const { optimal, policies } = await solver.solve(solver.options.parse(options), { signal });
  const best = policies.reduce((least, policy) => (policy.cost < least.cost ? policy : least));
  return { optimum: optimal.cost, best: { name: best.name, gapPercent: best.gapPercent ?? 0 } };
}

async function learned(
  instance: Instance,
  seed: number,
  { context, breathe }: { context: JobContext } & Pick<StudyOptions, "breathe">,
): Promise<Learned> {
  const head = instance.head === "target" ? baseHead() : noneHead();
  const policy = neuralPolicy({ hidden: [32, 32], head });
  const options = {
    seed,
    executor: createExecutor(context.threads),
    breathe,
    freshSeries: 4096,
    freshPeriods: 465,
    burnIn: 100,
  };
  const play = await learnStationary(instance, policy, TRAINER, options);
  return { ...instance.cost(play), seconds: play.secondsToTrain };
}

const TRAINER: Trainer = differentiableSimulation({ lanes: 1024, maxSteps: 1200, validateEvery: 50 });

/** Zipkin's table, six dual-sourcing and four perishable instances. */
function instances(): Instance[] {
  return [
    ...["poisson:5", "geometric:5"].flatMap((demand) =>
      [1, 2, 3, 4].flatMap((leadTime) => [4, 9, 19, 39].map((p) => zipkin(demand, leadTime, p))),
    ),
    ...[2, 3, 4].flatMap((leadTime) => [105, 110].map((cost) => twoSuppliers(leadTime, cost))),
    ...(["lifo", "fifo"] as const).flatMap((issuing) => [7, 10].map((waste) => shortLived(issuing, waste))),
  ];
}

/** Zipkin (2008), table 3. */
function zipkin(demand: string, leadTime: number, shortageCost: number): Instance {
  const costs = { leadTime, holdingCost: 1, shortageCost };
  return {
    keys: { problem: "lost sales", demand, leadTime, costs: `p ${shortageCost}` },
    demand,
    problem: lostSales(costs),
    solver: lostSalesSolver,
    options: { demand, ...costs },
    unavoidable: 0,
    cost: averageCost,
    head: "order",
  };
}

const MEAN_OF_TWO_SUPPLIERS = 2;

/** Gijsbrechts et al. (2022), section 6.2. */
function twoSuppliers(regularLeadTime: number, expeditedCost: number): Instance {
  const costs = { regularCost: 100, expeditedCost, holdingCost: 5, shortageCost: 495 };
  const times = { regularLeadTime, expeditedLeadTime: 0 };
  const demand = `uniform:0,${2 * MEAN_OF_TWO_SUPPLIERS}`;
  return {
    keys: {
      problem: "dual sourcing",
      demand,
      leadTime: regularLeadTime,
      costs: `expedited ${expeditedCost}`,
    },
    demand,
    problem: dualSourcing({ ...costs, ...times }),
    solver: dualSourcingSolver,
    options: { demand, ...costs, ...times },
    unavoidable: costs.regularCost * MEAN_OF_TWO_SUPPLIERS,
    cost: (play) => costBesideDemand(play, costs.regularCost, MEAN_OF_TWO_SUPPLIERS),
    head: "target",
  };
}

const DISCOUNT = 0.99;

/** De Moor et al. (2022), scenario A, lifetime 2. */
function shortLived(issuing: "fifo" | "lifo", wasteCost: number): Instance {
  const costs = { unitCost: 3, holdingCost: 1, shortageCost: 5, wasteCost };
  const kind = { lifetime: 2, leadTime: 1, issuing };
  const demand = "gamma:4,0.5";
  return {
    keys: { problem: "short-lived stock", demand, leadTime: 1, costs: `waste ${wasteCost} ${issuing}` },
    demand: `pmf:${[...pmfTable(parseDistribution(demand))].join(",")}`,
    problem: perishable({ ...costs, ...kind }),
    solver: perishableSolver,
    options: { demand, ...costs, ...kind },
    unavoidable: 0,
    cost: (play) => discountedCost(play, costs),
    head: "target",
  };
}

type PerishableCosts = Readonly<Record<"unitCost" | "holdingCost" | "shortageCost" | "wasteCost", number>>;

/** As the solver counts: discounted over 365 periods after the burn-in, units paid when they are ordered. */
function discountedCost({ flows, from }: FreshPlay, costs: PerishableCosts) {
  const { ordered, onHand, lost, expired } = flows.fields;
  return meanOverLanes(flows, (first) => {
    let [sum, weight] = [0, 1];
    for (let cell = first + from; cell < first + flows.periods; cell++, weight *= DISCOUNT)
      sum +=
        weight *
        (costs.unitCost * ordered[cell] +
          costs.holdingCost * onHand[cell] +
          costs.shortageCost * lost[cell] +
          costs.wasteCost * expired[cell]);
    return sum;
  });
}

function round(percent: number): number {
  return Math.round(percent * 1000) / 1000;
}
