import type { SolvedPolicy } from "../solver.js";
import { bestConstantOrder } from "./constant-order.js";
import { descend } from "./descend.js";
import { dualBalancing } from "./dual-balancing.js";
import { costOfOrders, type Effort } from "./evaluate.js";
import { type LevelPolicy, ordersOfLevels, spaceOfLevels } from "./level-policy.js";
import type { LostSalesModel } from "./model.js";
import { myopicOrders } from "./myopic.js";
import { criticalExceedance, exceedances, reducedSpace, vectorLevels } from "./reduced-space.js";
import { buildSpace, countStates } from "./space.js";

/** A policy and its exact average cost. */
export type Costed = Omit<SolvedPolicy, "gapPercent">;

/** A classical policy of the problem; undefined where its chain has more states than `statesMost`. */
export interface ClassicalPolicy {
  readonly name: string;
  cost(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined>;
}

export interface PolicyEffort extends Effort {
  readonly statesMost: number;
}

/** Classical policies for lead times of at least one period. Zipkin (2008), section 3; Xin (2021). */
export const classicalPolicies: readonly ClassicalPolicy[] = [
  { name: "best base-stock", cost: bestBaseStock },
  { name: "best capped base-stock", cost: bestCappedBaseStock },
  { name: "myopic", cost: (model, effort) => myopicCost(model, effort, "myopic") },
  { name: "myopic-2", cost: (model, effort) => myopicCost(model, effort, "myopic-2") },
  { name: "standard vector base-stock", cost: standardVector },
  { name: "better vector base-stock", cost: betterVector },
  { name: "dual balancing", cost: dualBalancingCost },
  { name: "standard base-stock", cost: standardBaseStock },
  { name: "best constant order", cost: constantOrder },
];

async function standardBaseStock(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined> {
  const [level] = vectorLevels(model, criticalExceedance(model));
  const cost = await levelCost(model, baseStock(model, level), effort);
  return cost === undefined ? undefined : { name: "standard base-stock", parameters: { level }, cost };
}

/** The cost is convex in the level (Janakiraman and Roundy 2004), and least below the standard level. */
async function bestBaseStock(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined> {
  const [standard] = vectorLevels(model, criticalExceedance(model));
  const start = Math.max(0, standard - Math.round(Math.sqrt(model.leadTime * model.mean)));
  if (countStates(spaceOfLevels(baseStock(model, start))) > effort.statesMost) return undefined;
  const found = await descend({
    start: [start],
    least: [0],
    step: stepFor(start),
    cost: async ([level], cutoff) =>
      searched(await levelCost(model, baseStock(model, level), { ...effort, cutoff })),
  });
  return { name: "best base-stock", parameters: { level: found.point[0] }, cost: found.cost };
}

async function bestCappedBaseStock(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined> {
  const [standard] = vectorLevels(model, criticalExceedance(model));
  const cap = Math.max(1, Math.round(1.2 * model.mean));
  const policy = (level: number, capNow: number) => ({ ...baseStock(model, level), cap: capNow });
  if (countStates(spaceOfLevels(policy(standard, cap))) > effort.statesMost) return undefined;
  const found = await descend({
    start: [Math.max(1, standard - Math.round(model.mean / 2)), cap],
    least: [0, 1],
    step: stepFor(cap),
    cost: async ([level, capNow], cutoff) =>
      searched(await levelCost(model, policy(level, capNow), { ...effort, cutoff })),
  });
  const [level, bestCap] = found.point;
  return { name: "best capped base-stock", parameters: { level, cap: bestCap }, cost: found.cost };
}

async function standardVector(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined> {
  const levels = vectorLevels(model, criticalExceedance(model));
  const cost = await levelCost(model, { levels }, effort);
  return cost === undefined
    ? undefined
    : { name: "standard vector base-stock", parameters: levelParameters(levels), cost };
}

/** The probability of a shortage that sets the levels is chosen for cost instead of from the costs. */
async function betterVector(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined> {
  const standard = criticalExceedance(model);
  const choices = exceedances(model, standard / 3, 0.98);
  const start = Math.max(0, choices.findIndex((exceedance) => exceedance >= 1.3 * standard));
  const found = await descend({
    start: [start],
    least: [0],
    most: [choices.length - 1],
    step: stepFor(choices.length),
    cost: async ([index], cutoff) => {
      const levels = vectorLevels(model, choices[index]);
      return searched(await levelCost(model, { levels }, { ...effort, cutoff }));
    },
  });
  if (found.cost === Infinity) return undefined;
  const exceedance = choices[found.point[0]];
  const parameters = { exceedance, ...levelParameters(vectorLevels(model, exceedance)) };
  return { name: "better vector base-stock", parameters, cost: found.cost };
}

async function myopicCost(model: LostSalesModel, effort: PolicyEffort, name: "myopic" | "myopic-2") {
  const space = buildSpace(reducedSpace(model));
  const orders = myopicOrders(model, space)[name];
  const { cost } = await costOfOrders(model, { space, orders }, effort);
  return { name, parameters: {}, cost };
}

async function dualBalancingCost(model: LostSalesModel, effort: PolicyEffort): Promise<Costed | undefined> {
  const balanced = dualBalancing(model, reducedSpace(model), effort.statesMost);
  if (!balanced) return undefined;
  const { cost } = await costOfOrders(model, balanced, effort);
  return { name: "dual balancing", parameters: {}, cost };
}

async function constantOrder(model: LostSalesModel): Promise<Costed | undefined> {
  const best = bestConstantOrder(model);
  return best && { name: "best constant order", parameters: { quantity: best.quantity }, cost: best.cost };
}

async function levelCost(
  model: LostSalesModel,
  policy: LevelPolicy,
  effort: PolicyEffort,
): Promise<number | undefined> {
  if (countStates(spaceOfLevels(policy)) > effort.statesMost) return undefined;
  const { cost, low } = await costOfOrders(model, ordersOfLevels(policy), effort);
  return low > (effort.cutoff ?? Infinity) ? low : cost;
}

function baseStock({ leadTime }: LostSalesModel, level: number): LevelPolicy {
  return { levels: Array.from({ length: leadTime + 1 }, () => level) };
}

function levelParameters(levels: readonly number[]): Record<string, number> {
  return Object.fromEntries(levels.map((level, l) => [`level${l}`, level]));
}

/** A search takes a chain that is too large for one that costs too much. */
function searched(cost: number | undefined): number {
  return cost ?? Infinity;
}

/** A power of two, about an eighth of what is searched. */
function stepFor(size: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(Math.max(size, 1) / 4)));
}
