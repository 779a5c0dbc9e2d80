import type { RandomStream } from "../../base/random.js";
import { isPerPeriod, ofSeries, seriesNumbers } from "../../problems/problem.js";
import { expectedLeadTime } from "../../problems/mechanics/lead-time.js";
import { stateInput } from "../../simulation/decision-program.js";
import { carriedRows } from "../../simulation/judged-period.js";
import { seenRows } from "../../simulation/load-lanes.js";
import { type Noise, placedRounding } from "../../simulation/period.js";
import { ownInput } from "../../simulation/seen.js";
import { type Simulation, type Windows, simulator } from "../../simulation/simulator.js";
import { randomStart } from "../../simulation/start-state.js";
import { batchSource } from "../batches.js";
import type { TrainingTask } from "../trainer.js";
import type { NoiseSource } from "./noise.js";
import { type OrderCost, chargedAt, orderCosts } from "./returns.js";

/** Decisions that were made, one after the other, lane by lane. */
export interface Experience {
  /** How many there are. */
  readonly count: number;
  /** What each was made from, by the names and rows of `compileDecisions`. */
  readonly inputs: readonly { readonly name: string; readonly row: number; readonly values: Float32Array }[];
  /** What the policy wanted, noise included: for each decision of a period the units of all. */
  readonly wishes: readonly Float32Array[];
  /** How much each counts. */
  readonly weights: Float32Array;
  /** The decisions of a lane that have a cost, and the one after them, which may have none. */
  readonly lanes: readonly LaneExperience[];
  /** Mean cost per series and period of the play. */
  readonly meanCost: number;
}

export interface LaneExperience {
  /** The first decision of the lane; they stand side by side. */
  readonly first: number;
  /** With costs in multiples of what the series usually moves in a period. */
  readonly costs: readonly OrderCost[];
}

export interface CollectorOptions {
  readonly noise: Noise;
  /** Where the numbers come from that the deviation multiplies. */
  readonly source: NoiseSource;
  readonly lanes: number;
  readonly periods: number;
  /** Whether the stretches that are played are all there is, or cut out of something that goes on. */
  readonly horizon: "ends" | "goes on";
  /** Points of a play at which what the objective has come to is charged; default: every period. */
  readonly checkpoints?: number;
}

/**
 * Plays a policy with noise through the one forward loop, many lanes at once, and keeps its decisions. Its
 * parameters are those of the policy, and those of the noise after them.
 */
export interface Collector {
  /** The most decisions that one play can have. */
  readonly capacity: number;
  play(parameters: Float32Array, stream: RandomStream): Experience;
  dispose(): void;
}

export function collector(task: TrainingTask, options: CollectorOptions): Collector {
  const { world, setting, policy, executor, range } = task;
  const { problem } = world;
  const { noise, lanes, periods } = options;
  const names = Object.keys(carriedRows(problem)).map(stateInput);
  const wishes = problem.decisions.map(({ name }) => `wish ${name}` as const);
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy, noise },
    rounding: placedRounding(problem),
    records: ["judged", ...names, ...wishes, ...(policy.guide ? (["penalty"] as const) : [])],
    gradient: false,
  });
  const simulation = compiled.open({ lanes, periods });
  const batches = batchSource(world, range, { lanes, periods, warmUp: 0 });
  return {
    capacity: lanes * periods,
    play(parameters, stream) {
      const { windows, weights } = batches.draw(stream.child("batch"));
      simulation.load(world, windows, randomStart(world, windows, stream), { weights });
      drawNoise(simulation, problem.decisions.length, options.source(stream.child("noise")));
      const { cost, counted } = simulation.run(parameters);
      const worth = Float64Array.from(windows.series, (s) => batches.money[s]);
      const share = weights.map((weight, lane) => (weight * worth[lane]) / batches.typicalMoney);
      const kept = keep(task, simulation, { ...options, windows, worth, share });
      return { ...kept, meanCost: cost / Math.max(counted, 1) };
    },
    dispose: () => simulation.dispose(),
  };
}

function drawNoise(
  simulation: Simulation,
  decisions: number,
  begin: ReturnType<NoiseSource>,
): void {
  for (let lane = 0; lane < simulation.lanes; lane++)
    for (let decision = 0; decision < decisions; decision++) {
      const next = begin();
      simulation.setNoise(decision, lane, Float32Array.from({ length: simulation.periods }, next));
    }
}

interface Kept extends Pick<CollectorOptions, "horizon" | "checkpoints"> {
  readonly windows: Windows;
  /** Money that each lane moves in a period. */
  readonly worth: Float64Array;
  /** How much each lane counts. */
  readonly share: Float32Array;
}

function keep(task: TrainingTask, simulation: Simulation, how: Kept) {
  const { windows, worth, share, horizon, checkpoints = simulation.periods } = how;
  const { world, policy } = task;
  const { problem } = world;
  const { lanes, periods } = simulation;
  const lists = new Map<string, { name: string; row: number; values: Float32Array }>();
  const capacity = lanes * periods;
  const column = (name: string, row: number) => {
    const key = `${name} ${row}`;
    const known = lists.get(key) ?? { name, row, values: new Float32Array(capacity) };
    lists.set(key, known);
    return known.values;
  };
  const wishes = problem.decisions.map(() => new Float32Array(capacity));
  const weights = new Float32Array(capacity);
  const found: LaneExperience[] = [];
  const numbers = new Float32Array(periods);
  let count = 0;
  for (let lane = 0; lane < lanes; lane++) {
    const [series, start] = [windows.series[lane], windows.start[lane]];
    const mayOrder = world.mayOrder(series);
    const moments = Array.from({ length: periods }, (_, t) => t).filter((t) => mayOrder[start + t] === 1);
    const put = (target: Float32Array, of: ArrayLike<number>, from: number) =>
      moments.forEach((t, k) => (target[count + k] = of[from + t]));
    for (const [name, rows] of Object.entries(carriedRows(problem)))
      for (let row = 0; row < rows; row++) {
        simulation.read(stateInput(name), lane, numbers, 0, row);
        put(column(stateInput(name), row), numbers, 0);
      }
    for (const { name, row, values, from } of seenRows(world, series, policy.perDecision))
      put(column(name, row), values, start - from);
    const steady = (name: string, number: number) =>
      column(name, 0).fill(number, count, count + moments.length);
    for (const [name, money] of Object.entries(seriesNumbers(problem)))
      if (!isPerPeriod(money)) steady(name, ofSeries(money, series));
    for (const [name, own] of Object.entries(policy.perSeries ?? {})) steady(ownInput(name), own[series]);
    problem.decisions.forEach(({ name }, decision) => {
      simulation.read(`wish ${name}`, lane, numbers, 0);
      put(wishes[decision], numbers, 0);
    });
    simulation.read("judged", lane, numbers, 0);
    const charged = chargedAt(numbers, checkpoints);
    const leadTime = Math.round(expectedLeadTime(problem.leadTime, series));
    const relative = charged.map((money) => money / worth[lane]);
    if (policy.guide) simulation.read("penalty", lane, numbers, 0);
    const penalty = (moment: number) => (policy.guide ? numbers[moment] / worth[lane] : 0);
    const costs = orderCosts({ costs: relative, moments, leadTime }, horizon).map((of) => ({
      ...of,
      cost: of.cost + penalty(of.moment),
    }));
    weights.fill(share[lane], count, count + costs.length);
    found.push({ first: count, costs });
    count += moments.length;
  }
  return { count, inputs: [...lists.values()], wishes, weights, lanes: found };
}
