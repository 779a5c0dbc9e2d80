import type { AdamRule, MomentumRule, Optimizer, OptimizerStep, UpdateRule } from "../optimizer.js";

/** The optimiser in plain TypeScript: computes in double precision and keeps single precision. */
export function referenceOptimizer(initial: Float32Array, rule: UpdateRule): Optimizer {
  const parameters = initial.slice();
  const average = initial.slice();
  const mean = new Float32Array(initial.length);
  const square = new Float32Array(rule.kind === "adam" ? initial.length : 0);
  let steps = 0;
  return {
    parameters,
    average,
    step({ gradient, divisor, normMax, learningRate, past }) {
      const used = gradient.map((entry) => entry / divisor);
      const norm = clipNorm(used, normMax);
      steps++;
      const moving = { parameters, mean, square, gradient: used };
      if (rule.kind === "adam") stepAdam(moving, rule, { learningRate, steps });
      else stepMomentum(moving, rule, { learningRate });
      for (let i = 0; i < average.length; i++) average[i] = past * average[i] + (1 - past) * parameters[i];
      return norm;
    },
    state: () => ({
      parameters: parameters.slice(),
      average: average.slice(),
      mean: mean.slice(),
      square: square.slice(),
      steps,
    }),
    restore(state) {
      parameters.set(state.parameters);
      average.set(state.average);
      mean.set(state.mean);
      square.set(state.square);
      steps = state.steps;
    },
    dispose() {},
  };
}

interface Moving {
  readonly parameters: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly gradient: Float32Array;
}

/** Scales the gradient down, in place, so that its norm is at most `normMax`; the norm it had. */
function clipNorm(gradient: Float32Array, normMax: number): number {
  let square = 0;
  for (const entry of gradient) square += entry * entry;
  const norm = Math.sqrt(square);
  if (norm > normMax) for (let i = 0; i < gradient.length; i++) gradient[i] *= normMax / norm;
  return norm;
}

type AdamStep = Pick<OptimizerStep, "learningRate"> & { readonly steps: number };

function stepAdam(moving: Moving, rule: AdamRule, { learningRate, steps }: AdamStep): void {
  const { parameters, mean, square, gradient } = moving;
  const { beta1, beta2, epsilon, weightDecay } = rule;
  const correct1 = 1 - beta1 ** steps;
  const correct2 = 1 - beta2 ** steps;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i];
    const m = (mean[i] = beta1 * mean[i] + (1 - beta1) * g);
    const v = (square[i] = beta2 * square[i] + (1 - beta2) * g * g);
    const update = m / correct1 / (Math.sqrt(v / correct2) + epsilon) + weightDecay * parameters[i];
    parameters[i] -= learningRate * update;
  }
}

function stepMomentum(moving: Moving, rule: MomentumRule, { learningRate }: { learningRate: number }): void {
  const { parameters, mean, gradient } = moving;
  for (let i = 0; i < parameters.length; i++) {
    const v = (mean[i] = rule.momentum * mean[i] + gradient[i]);
    parameters[i] -= learningRate * (v + rule.weightDecay * parameters[i]);
  }
}
