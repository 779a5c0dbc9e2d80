/**
 * How parameters follow their gradient. Weight decay is a share per unit of learning rate, taken off the
 * parameters themselves, not added to the gradient (AdamW, Loshchilov and Hutter 2019).
 */
export type UpdateRule = AdamRule | MomentumRule;

/** Kingma and Ba (2015), algorithm 1. */
export interface AdamRule {
  readonly kind: "adam";
  /** Weight of the past in the mean of gradients. */
  readonly beta1: number;
  /** Weight of the past in the mean of squared gradients. */
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** Gradient descent with a velocity v: v ← momentum · v + gradient; parameters ← parameters − rate · v. */
export interface MomentumRule {
  readonly kind: "momentum";
  readonly momentum: number;
  readonly weightDecay: number;
}

export function adam(options: Partial<Omit<AdamRule, "kind">> = {}): AdamRule {
  return { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, ...options, kind: "adam" };
}

export function momentum(options: Partial<Omit<MomentumRule, "kind">> = {}): MomentumRule {
  return { momentum: 0.9, weightDecay: 0, ...options, kind: "momentum" };
}

/** Moves parameters along gradients. Executors differ in speed, not in a single bit. */
export interface Optimizer {
  /** Where the parameters are now, to be read only and before the next call of the engine; copy to keep. */
  readonly parameters: Float32Array;
  /** Running average of the parameters (Polyak and Juditsky 1992); the same rules hold. */
  readonly average: Float32Array;
  /** One step; the result is the norm of the divided gradient, before it was clipped. */
  step(step: OptimizerStep): number;
  /** All that the next step depends on. */
  state(): OptimizerState;
  restore(state: OptimizerState): void;
  dispose(): void;
}

export interface OptimizerStep {
  readonly gradient: Float32Array;
  /** The gradient is divided by it first: a sum becomes a mean. */
  readonly divisor: number;
  /** The Euclidean norm that the divided gradient is scaled down to where it is longer. */
  readonly normMax: number;
  readonly learningRate: number;
  /** Weight of the past in the running average of parameters; 0 for none. */
  readonly past: number;
}

/** The moments that a rule does not have are empty. */
export interface OptimizerState {
  readonly parameters: Float32Array;
  readonly average: Float32Array;
  /** Of gradients: Adam's mean, or the velocity. */
  readonly mean: Float32Array;
  /** Of squared gradients. */
  readonly square: Float32Array;
  readonly steps: number;
}
