export interface AdamOptions {
  /** Weight of the past in the mean of gradients. */
  readonly beta1: number;
  /** Weight of the past in the mean of squared gradients. */
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of each parameter taken away per unit of learning rate (AdamW, Loshchilov and Hutter 2019). */
  readonly weightDecay: number;
}

export const ADAM: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

export interface AdamState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  steps: number;
}

export function adamState(length: number): AdamState {
  return { mean: new Float32Array(length), square: new Float32Array(length), steps: 0 };
}

/** One step of Adam (Kingma and Ba 2015, algorithm 1), in place. */
export function adamStep(
  parameters: Float32Array,
  gradient: Float32Array,
  state: AdamState,
  options: AdamOptions & { learningRate: number },
): void {
  const { beta1, beta2, epsilon, learningRate, weightDecay } = options;
  const t = ++state.steps;
  const correct1 = 1 - beta1 ** t;
  const correct2 = 1 - beta2 ** t;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i];
    const m = (state.mean[i] = beta1 * state.mean[i] + (1 - beta1) * g);
    const v = (state.square[i] = beta2 * state.square[i] + (1 - beta2) * g * g);
    const update = m / correct1 / (Math.sqrt(v / correct2) + epsilon) + weightDecay * parameters[i];
    parameters[i] -= learningRate * update;
  }
}
