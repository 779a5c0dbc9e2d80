import { type RandomStream, randomStream } from "../../base/random.js";
import { periodStarts } from "../../demand/calendar.js";
import { parseDistribution } from "../../demand/distributions.js";
import { type Panel, panel } from "../../demand/panel.js";
import type { Executor } from "../../engine/index.js";
import type { Policy } from "../../policies/policy.js";
import {
  type Problem,
  dualSourcing,
  lostSales,
  perishable,
  procurementRemoval,
} from "../../problems/index.js";
import { lostSalesModel } from "../../solvers/lost-sales/model.js";
import { lostSalesSolver } from "../../solvers/lost-sales/lost-sales.js";
import { optimalOrders } from "../../solvers/lost-sales/optimal.js";
import { reducedSpace } from "../../solvers/lost-sales/reduced-space.js";
import { buildSpace } from "../../solvers/lost-sales/space.js";
import { paceOf } from "../../solvers/markov/pace.js";
import type { Trainer } from "../../training/trainer.js";
import { assemble } from "../assembly.js";
import { arena } from "../judge.js";
import { learn } from "../learn.js";

/** Products that differ in their demand and in what a lost unit costs; a unit held costs 1. */
export interface Products {
  /** Poisson means, units per period. */
  readonly means: Float64Array;
  readonly shortageCosts: Float64Array;
}

export interface ProductCase {
  readonly name: string;
  readonly quick: boolean;
  readonly problem: (products: Products) => Problem;
  /** One such problem, to ask what is known of it. */
  readonly example: Problem;
  /** The lead time, where the optimum of each product is solved. */
  readonly solvedLeadTime?: number;
}

/** What befalls demand once the policy is judged. */
export type Shift = "none" | "demand × 2" | "demand × ½" | "shock of 4 weeks";

const TRAINING = { products: 1000, periods: 120 };
/** Products that were never trained on; the first periods are their history. */
export const FRESH = { products: 200, periods: 200 };
const JUDGED_FROM = 90;
const SHOCK = { from: 110, to: 138, factor: 3 };

export const cases: readonly ProductCase[] = [
  ...[0, 1, 2, 3, 4, 5, 6].map((leadTime) =>
    caseOf(`lost sales, lead time ${leadTime}`, leadTime === 0 || leadTime === 2, {
      problem: ({ shortageCosts }) => lostSales({ leadTime, holdingCost: 1, shortageCost: shortageCosts }),
      ...(leadTime <= 2 ? { solvedLeadTime: leadTime } : {}),
    }),
  ),
  ...[2, 4, 8].map((lifetime) =>
    caseOf(`lifetime ${lifetime}`, false, {
      problem: ({ shortageCosts }) =>
        perishable({
          leadTime: 1,
          lifetime,
          issuing: "fifo",
          wasteCost: 3,
          holdingCost: 1,
          shortageCost: shortageCosts,
        }),
    }),
  ),
  ...[2, 4].map((regularLeadTime) =>
    caseOf(`two suppliers, lead times 1 and ${regularLeadTime}`, false, {
      problem: ({ shortageCosts }) =>
        dualSourcing({
          regularLeadTime,
          expeditedLeadTime: 1,
          regularCost: 1,
          expeditedCost: 4,
          holdingCost: 1,
          shortageCost: shortageCosts,
        }),
    }),
  ),
  caseOf("order and remove", false, {
    problem: ({ shortageCosts }) =>
      procurementRemoval({
        leadTime: 0,
        holdingCost: 1,
        price: 20,
        unitCost: 8,
        salvageValue: 5,
        shortageCost: shortageCosts,
      }),
  }),
];

function caseOf(name: string, quick: boolean, rest: Pick<ProductCase, "problem" | "solvedLeadTime">) {
  return { name, quick, ...rest, example: rest.problem(productsOf(randomStream(1), 1)) };
}

export interface LearnOptions {
  readonly trainer: Trainer;
  readonly seed: number;
  readonly executor: Executor;
  readonly shifts: readonly Shift[];
}

/** Trains on some products' history and plays on others', as they were and with shifted demand. */
export async function learnAcrossProducts(
  { problem }: ProductCase,
  policy: Policy,
  { trainer, seed, executor, shifts }: LearnOptions,
) {
  const stream = randomStream(seed);
  const products = productsOf(stream.child("training products"), TRAINING.products);
  const past = demandOf(products, TRAINING.periods, stream.child("training demand"));
  const common = { policy, executor, stream, features: "default", scale: "series" } as const;
  const range = (from: number, to: number) => ({ from, to });
  const ranges = (to: number) => ({
    train: range(0, JUDGED_FROM),
    validation: range(JUDGED_FROM, to),
    test: range(JUDGED_FROM, to),
  });
  const learned = { panel: past, problem: problem(products), ranges: ranges(TRAINING.periods) };
  const made = assemble({ ...common, ...learned });
  const started = performance.now();
  const { parameters } = await learn(made, trainer);
  const secondsToTrain = (performance.now() - started) / 1000;
  const fresh = freshProducts();
  const usual = demandOf(fresh, FRESH.periods, randomStream(FRESH_SEED).child("demand"));
  const unseen = { problem: problem(fresh), ranges: ranges(FRESH.periods) };
  const played = shifts.map((shift) => {
    const judged = assemble({ ...common, ...unseen, panel: shifted(usual, shift) });
    const play = arena(judged, judged.ranges.test);
    const by = { policy: judged.bound, parameters };
    const { flows, windows, violations } = play({ name: shift, knows: "history", by });
    return { shift, costs: meanCosts(flows.fields.cost, flows.periods, windows.warmUp), violations };
  });
  const [met, drawn] = played[0].violations.map(({ value }) => value ?? 0);
  const costs = Object.fromEntries(played.map((one) => [one.shift, one.costs])) as Record<Shift, number[]>;
  return { costs, met, drawn, secondsToTrain };
}

/** Mean cost of the fresh products under the best orders for their true demand; null where not solved. */
export async function omniscientCost({ solvedLeadTime: leadTime }: ProductCase): Promise<number | null> {
  if (leadTime === undefined) return null;
  const { means, shortageCosts } = freshProducts();
  let sum = 0;
  for (const [product, mean] of means.entries())
    sum += await optimalCost(leadTime, mean, shortageCosts[product]);
  return sum / means.length;
}

async function optimalCost(leadTime: number, mean: number, shortageCost: number): Promise<number> {
  const costs = { leadTime, holdingCost: 1, shortageCost };
  const demand = `poisson:${mean}`;
  if (leadTime === 0) {
    const options = lostSalesSolver.options.parse({ ...costs, demand });
    return (await lostSalesSolver.solve(options, {})).optimal.cost;
  }
  const model = lostSalesModel({ ...costs, demand: parseDistribution(demand) });
  const space = buildSpace(reducedSpace(model));
  return (await optimalOrders(model, space, { pace: paceOf(), tolerance: 1e-6 * shortageCost })).cost;
}

const FRESH_SEED = 20_000;

function freshProducts(): Products {
  return productsOf(randomStream(FRESH_SEED).child("products"), FRESH.products);
}

/** Means from 2 to 10, shortage costs from 4 to 39, evenly by logarithm. */
function productsOf(stream: RandomStream, count: number): Products {
  const between = (low: number, high: number, uniform: () => number) =>
    Float64Array.from({ length: count }, () => low * (high / low) ** uniform());
  return {
    means: between(2, 10, stream.child("means").uniform),
    shortageCosts: between(4, 39, stream.child("shortage costs").uniform),
  };
}

function demandOf({ means }: Products, periods: number, stream: RandomStream): Panel {
  const units = new Float32Array(means.length * periods);
  means.forEach((mean, product) => {
    const distribution = parseDistribution(`poisson:${mean}`);
    const own = stream.child(`product ${product}`);
    for (let t = 0; t < periods; t++) units[product * periods + t] = distribution.sample(own);
  });
  return panel({
    frequency: "day",
    periodStart: periodStarts("day", 18_262, periods),
    series: Array.from(means, (_, product) => ({ item: `product-${product + 1}`, location: "" })),
    units,
    inStock: new Uint8Array(units.length).fill(1),
    firstPeriod: new Int32Array(means.length),
    attributes: new Map(),
  });
}

/** Whole units, changed from the first judged period on; the policy sees the change as it happens. */
function shifted(given: Panel, shift: Shift): Panel {
  const periods = given.periodStart.length;
  const units = given.units.map((sold, cell) => {
    const t = cell % periods;
    return Math.round(sold * (t < JUDGED_FROM ? 1 : factorOf(shift, t)));
  });
  return { ...given, units };
}

function factorOf(shift: Shift, t: number): number {
  if (shift === "demand × 2") return 2;
  if (shift === "demand × ½") return 0.5;
  return shift !== "none" && t >= SHOCK.from && t < SHOCK.to ? SHOCK.factor : 1;
}

function meanCosts(cost: Float32Array, periods: number, from: number): number[] {
  return Array.from({ length: cost.length / periods }, (_, lane) => {
    let sum = 0;
    for (let t = from; t < periods; t++) sum += cost[lane * periods + t];
    return sum / (periods - from);
  });
}
