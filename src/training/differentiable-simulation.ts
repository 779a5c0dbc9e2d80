import type { Rounding } from "../simulation/period.js";
import { simulator } from "../simulation/simulator.js";
import { randomStart } from "../simulation/start-state.js";
import { batchSource } from "./batches.js";
import { ADAM, adamState, adamStep } from "./optimizers/adam.js";
import { clipNorm } from "./optimizers/clip.js";
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
  /** Whole units in training: orders are rounded, and differentiated as if they were not. */
  readonly wholeUnits: boolean;
}

export const DIFFERENTIABLE_SIMULATION: DifferentiableSimulationOptions = {
  learningRate: 2e-3,
  lanes: 512,
  gradientNormMax: 1,
  weightDecay: 0,
  averaging: 0.98,
  wholeUnits: false,
  maxSteps: 3000,
  validateEvery: 25,
  patience: 6,
  rateFactor: 0.5,
  smallestRate: 0.03,
};

/**
 * Differentiable simulation: follow the gradient of the average cost of whole horizons back through every
 * period of the simulator.
 *
 *     θ ← θ − η · Adam( ∇θ  (1 / N T) Σ_lanes w Σ_t cost_t(θ) )                          (1)
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
    schedule: settings,
    begin: (task) => begin(task, settings),
  };
}

function begin(task: TrainingTask, options: DifferentiableSimulationOptions): Learner {
  const { world, setting, policy, range, executor, stream } = task;
  const { warmUp, periods } = horizon(task, options.periods);
  const { lanes } = options;
  const rounding: Rounding = options.wholeUnits ? "straight-through" : "none";
  const { problem } = world;
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy },
    rounding,
    records: [],
    gradient: true,
  });
  const simulation = compiled.open({ lanes, periods });
  const batches = batchSource(world, range, { lanes, periods, warmUp });
  const parameters = policy.initial(stream.child("initial parameters"));
  const adam = adamState(parameters.length);
  const average = new Float32Array(parameters);
  const counted = lanes * (periods - warmUp);

  return {
    step(number, rate) {
      const own = stream.child(`step ${number}`);
      const { windows, weights } = batches.draw(own.child("batch"));
      simulation.load(world, windows, randomStart(world, windows, own), { weights });
      const { cost } = simulation.run(parameters);
      const gradient = simulation.gradient.map((entry) => entry / (counted * batches.typicalMoney));
      clipNorm(gradient, options.gradientNormMax);
      const learningRate = options.learningRate * rate;
      const { weightDecay } = options;
      adamStep(parameters, gradient, adam, { ...ADAM, weightDecay, learningRate }); // (1)
      const past = Math.min(options.averaging, 1 - 1 / (number + 1));
      for (let i = 0; i < average.length; i++) average[i] = past * average[i] + (1 - past) * parameters[i];
      return { trainCost: cost / counted };
    },
    parameters: () => average.slice(),
    state: () => ({
      parameters: parameters.slice(),
      average: average.slice(),
      adamMean: adam.mean.slice(),
      adamSquare: adam.square.slice(),
      adamSteps: Float32Array.of(adam.steps),
    }),
    restore(state) {
      parameters.set(state.parameters);
      average.set(state.average);
      adam.mean.set(state.adamMean);
      adam.square.set(state.adamSquare);
      adam.steps = state.adamSteps[0];
    },
    dispose: () => simulation.dispose(),
  };
}

/** Long enough that most counted costs follow from orders placed inside, and that many orders are judged. */
function horizon({ setting, range }: TrainingTask, asked: number | undefined) {
  const cover = setting.coverPeriodsMax;
  const room = range.to - range.from;
  const periods = Math.min(asked ?? Math.max(6 * cover, 40), room);
  return { periods, warmUp: Math.min(2 * cover, Math.floor(periods / 2)) };
}
