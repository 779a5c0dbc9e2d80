import { adam } from "../engine/index.js";
import type { Rounding } from "../simulation/period.js";
import { simulator } from "../simulation/simulator.js";
import { randomStart, removesStock } from "../simulation/start-state.js";
import { batchSource } from "./batches.js";
import { heldToClassical } from "./classical-guide.js";
import { optimizerState, restoreOptimizer } from "./optimizer-state.js";
import { priceLearner } from "./shared-prices.js";
import { type StructureLoss, structureLoss } from "./structure-loss.js";
import type { Hinge, WeightedPenalty } from "./structure-probe.js";
import type { Learner, Schedule, Trainer, TrainingTask } from "./trainer.js";

export interface DifferentiableSimulationOptions extends Schedule {
  readonly learningRate: number;
  /** Lanes per step: series, each over its own stretch of time. */
  readonly lanes: number;
  /** Periods per stretch; default: what the longest lead time needs, and more. */
  readonly periods?: number;
  readonly gradientNormMax: number;
  readonly weightDecay: number;
  /** Share of the past in the running average of parameters that is validated and kept; 0 for none. */
  readonly averaging: number;
  /** How fast the prices of what series share move: see `priceLearner`. */
  readonly priceRate: number;
  /** Whole units in training: orders are rounded, and differentiated as if they were not. */
  readonly straightThrough: boolean;
  /** What theory knows of the best orders, taught beside the cost. */
  readonly penalties: readonly WeightedPenalty[];
  readonly penaltyForm: Hinge;
  /**
   * Steps of learning by cost alone, and as many over which penalties then rise to their weights; what is
   * kept comes after them. A network that has not learned yet keeps to most structure by doing nothing.
   */
  readonly penaltyRise: number;
  /** What an order pays for each usual demand by which it differs from the classical one; 0 for nothing. */
  readonly classicalWeight: number;
}

export const DIFFERENTIABLE_SIMULATION: DifferentiableSimulationOptions = {
  learningRate: 2e-3,
  lanes: 512,
  gradientNormMax: 1,
  weightDecay: 0,
  averaging: 0.98,
  priceRate: 0.02,
  straightThrough: false,
  penalties: [],
  penaltyForm: "hinge",
  penaltyRise: 0,
  classicalWeight: 0,
  maxSteps: 3000,
  validateEvery: 25,
  patience: 6,
  rateFactor: 0.5,
  smallestRate: 0.03,
  keep: "best",
  lastRate: 1,
};

/**
 * Differentiable simulation: follow the gradient of the average cost of whole horizons back through every
 * period of the simulator.
 *
 *     θ ← θ − η · Adam( ∇θ  (1 / N T) Σ_lanes w Σ_t cost_t(θ) + penalties(θ) )           (1)
 *
 * Needs a problem with pathwise gradients. Alvo, Russo and Kanoria (2023), arXiv 2306.11246; Madeka et al.
 * (2022), arXiv 2210.03137. Averaging of parameters: Polyak and Juditsky (1992).
 */
export function differentiableSimulation(options: Partial<DifferentiableSimulationOptions> = {}): Trainer {
  const settings = { ...DIFFERENTIABLE_SIMULATION, ...options };
  return {
    name: "differentiable-simulation",
    summary: "Follows the gradient of the cost back through every period of the simulated horizon.",
    requires: { gradient: "pathwise" },
    learnsPrices: true,
    schedule: { ...settings, keepFrom: settings.penalties.length > 0 ? 2 * settings.penaltyRise : 0 },
    penalties: settings.penalties.map(({ penalty }) => penalty),
    holdsToClassical: settings.classicalWeight > 0,
    begin: (task) => begin(heldToClassical(task, settings.classicalWeight), settings),
  };
}

function begin(task: TrainingTask, options: DifferentiableSimulationOptions): Learner {
  const { world, setting, policy, range, executor, stream } = task;
  const { warmUp, periods } = horizon(task, options.periods);
  const { lanes } = options;
  const rounding: Rounding = options.straightThrough ? "straight-through" : "none";
  const { problem } = world;
  const shared = priceLearner(world);
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy },
    rounding,
    records: shared.records,
    gradient: true,
    sharing: "priced",
  });
  const simulation = compiled.open({ lanes, periods });
  const batches = batchSource(world, range, { lanes, periods, warmUp });
  const initial = policy.initial(stream.child("initial parameters"));
  const optimizer = executor.optimizer(initial, adam({ weightDecay: options.weightDecay }));
  const counted = lanes * (periods - warmUp);
  const structure = structureOf(task, options, { periods, warmUp });

  return {
    step(number, rate) {
      const own = stream.child(`step ${number}`);
      const batch = batches.draw(own.child("batch"));
      const { windows, weights } = batch;
      simulation.load(shared.world(), windows, randomStart(world, windows, own), { weights });
      const { cost } = simulation.run(optimizer.parameters);
      const past = Math.min(options.averaging, 1 - 1 / (number + 1));
      const paid = shared.step(simulation, batch, { rate: options.priceRate * rate, past });
      const risen = risenShare(number, options.penaltyRise);
      const gradient = structure ? simulation.gradient.slice() : simulation.gradient;
      const divisor = counted * batches.typicalMoney;
      if (structure && risen > 0) {
        structure.draw(own.child("structure"));
        structure.addTo(gradient, { parameters: optimizer.parameters, factor: divisor * risen });
      }
      optimizer.step({
        gradient,
        divisor,
        normMax: options.gradientNormMax,
        learningRate: options.learningRate * rate,
        past,
      }); // (1)
      return { trainCost: (cost - paid) / counted };
    },
    prices: () => shared.prices(),
    parameters: () => optimizer.average.slice(),
    state: () => ({ ...optimizerState(optimizer), ...shared.state() }),
    restore(state) {
      shared.restore(state);
      restoreOptimizer(optimizer, state);
    },
    dispose() {
      simulation.dispose();
      structure?.dispose();
      optimizer.dispose();
    },
  };
}

/** Of the weights of penalties, from 0 at step `rise` to 1 at twice as many. */
function risenShare(step: number, rise: number): number {
  return rise === 0 ? 1 : Math.min(Math.max(step / rise - 1, 0), 1);
}

/** Of the inventories played, so many are looked at for structure: slopes of slopes take their time. */
const LANES_PER_PROBE = 8;

function structureOf(
  task: TrainingTask,
  { penalties, penaltyForm: form, lanes }: DifferentiableSimulationOptions,
  horizon: { periods: number; warmUp: number },
): StructureLoss | undefined {
  if (penalties.length === 0) return undefined;
  return structureLoss(task, { penalties, form, lanes: Math.ceil(lanes / LANES_PER_PROBE), ...horizon });
}

/**
 * Long enough that most counted costs follow from orders placed inside, and that many orders are judged. What
 * a world opens with counts from the first period on, and so does far too much stock that can be removed.
 */
function horizon({ world, setting, range }: TrainingTask, asked: number | undefined) {
  const cover = setting.coverPeriodsMax;
  const room = range.to - range.from;
  const periods = Math.min(asked ?? Math.max(6 * cover, 40), room);
  const isCounted = world.opening !== undefined || removesStock(world.problem);
  return { periods, warmUp: isCounted ? 0 : Math.min(2 * cover, Math.floor(periods / 2)) };
}
