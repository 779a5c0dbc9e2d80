import { assert } from "../../base/errors.js";
import type { Optimizer, OptimizerStep, UpdateRule } from "../optimizer.js";
import type { Arena } from "./arena.js";
import type { Kernels } from "./kernel-module.js";

/** Parameters, gradient, both moments and the average, one behind the other in the kernels' memory. */
const PIECES = 5;

/** The optimiser whose loops are kernels. */
export function openOptimizer(
  initial: Float32Array,
  rule: UpdateRule,
  { arena, kernels }: { readonly arena: Arena; readonly kernels: Kernels },
): Optimizer {
  const { length } = initial;
  // Numbers that fill a piece up to whole vectors are 0 and stay so.
  const count = Math.ceil(length / 4) * 4;
  const at = arena.take(PIECES * count * 4);
  const [parameters, gradient, mean, square, average] = Array.from(
    { length: PIECES },
    (_, i) => at + i * count * 4,
  );
  let steps = 0;
  let open = true;
  const view = (piece: number, numbers = length) => {
    assert(open, "an optimiser is not used after it was disposed of");
    return arena.floats().subarray(piece / 4, piece / 4 + numbers);
  };
  const update = ({ learningRate }: OptimizerStep) => {
    const rates = [learningRate, rule.weightDecay] as const;
    if (rule.kind === "momentum")
      return kernels.stepMomentum(parameters, gradient, mean, count, rule.momentum, ...rates);
    const { beta1, beta2, epsilon } = rule;
    const corrected = [1 - beta1 ** steps, 1 - beta2 ** steps] as const;
    const betas = [beta1, beta2, epsilon, ...corrected] as const;
    kernels.stepAdam(parameters, gradient, mean, square, count, ...betas, ...rates);
  };
  const squares = rule.kind === "adam" ? length : 0;
  view(parameters).set(initial);
  view(average).set(initial);
  return {
    get parameters() {
      return view(parameters);
    },
    get average() {
      return view(average);
    },
    step(step) {
      view(gradient).set(step.gradient);
      const norm = kernels.clipGradient(gradient, count, step.divisor, step.normMax);
      steps++;
      update(step);
      kernels.mixAverage(average, parameters, count, step.past);
      return norm;
    },
    state: () => ({
      parameters: view(parameters).slice(),
      average: view(average).slice(),
      mean: view(mean).slice(),
      square: view(square, squares).slice(),
      steps,
    }),
    restore(state) {
      view(parameters).set(state.parameters);
      view(average).set(state.average);
      view(mean).set(state.mean);
      view(square, squares).set(state.square);
      steps = state.steps;
    },
    dispose() {
      if (open) arena.free(at, PIECES * count * 4);
      open = false;
    },
  };
}
