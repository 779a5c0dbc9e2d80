import type { RandomStream } from "../base/random.js";
import { simulator } from "../simulation/simulator.js";
import { randomStart } from "../simulation/start-state.js";
import { type BatchOptions, batchSource } from "./batches.js";
import { type Hinge, type WeightedPenalty, structureProbe } from "./structure-probe.js";
import type { TrainingTask } from "./trainer.js";

export interface StructureOptions {
  readonly penalties: readonly WeightedPenalty[];
  readonly form: Hinge;
}

/** The penalties as a loss of their own, over inventories of their own that play the policy. */
export interface StructureLoss {
  /** Mean penalty of a state. Its derivative, times `factor`, is added to `gradient`. */
  addTo(gradient: Float32Array, options: { parameters: Float32Array; factor: number }): number;
  /** Chooses other inventories and other states. */
  draw(stream: RandomStream): void;
  dispose(): void;
}

/** Slopes of slopes cost several periods each, so fewer inventories are looked at than are played. */
export function structureLoss(
  { world, setting, policy, range, executor }: TrainingTask,
  { penalties, form, ...size }: StructureOptions & BatchOptions,
): StructureLoss {
  const { problem } = world;
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy },
    rounding: "none",
    records: [],
    gradient: true,
    probe: structureProbe(problem, { penalties, form }),
  });
  const simulation = compiled.open(size);
  const batches = batchSource(world, range, size);
  const states = size.lanes * size.periods;
  return {
    draw(stream) {
      const { windows } = batches.draw(stream.child("batch"));
      const box = stream.child("box");
      // Boxes of all sizes: in a large one with many kinds of stock, a policy orders hardly anywhere.
      let [left, edge] = [0, 1];
      const uniform = () => {
        if (left-- === 0) [left, edge] = [size.periods - 1, box.uniform()];
        return edge * box.uniform();
      };
      simulation.load(world, windows, randomStart(world, windows, stream), { uniform });
    },
    addTo(gradient, { parameters, factor }) {
      const { cost } = simulation.run(parameters);
      simulation.gradient.forEach((slope, i) => (gradient[i] += (factor * slope) / states));
      return cost / states;
    },
    dispose: () => simulation.dispose(),
  };
}
