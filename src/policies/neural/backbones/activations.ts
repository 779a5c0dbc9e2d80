import type { RandomStream } from "../../../base/random.js";
import type { Value } from "../../../engine/index.js";
import { type Layer, drawnWeights, evenNumbers, orthogonalWeights } from "./layer.js";

/** What hidden units make of their sums, with the first weights that are customary with it. */
export const ACTIVATIONS = ["elu", "tanh", "relu"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

interface ActivationParts {
  apply(sums: Value): Value;
  /** First weights of a layer; those of the last one start smaller where that is customary. */
  weights(layer: Layer, stream: RandomStream, isLast: boolean): readonly number[];
  biases(layer: Layer, stream: RandomStream): readonly number[];
}

const noBiases = ({ bias }: Layer) => Array.from({ length: bias.rows }, () => 0);

export const activations: Readonly<Record<Activation, ActivationParts>> = {
  /** Variance 1 / inputs; the last layer a tenth as far out, so that outputs start near their biases. */
  elu: {
    apply: (sums) => sums.elu(),
    weights: ({ weights }, stream, isLast) => drawnWeights(weights, stream, isLast ? 0.1 : 1),
    biases: noBiases,
  },
  /** Orthogonal, of length √2, the last layer 0.01 (Andrychowicz et al. 2021, arXiv 2006.05990). */
  tanh: {
    apply: (sums) => sums.tanh(),
    weights: ({ weights }, stream, isLast) => orthogonalWeights(weights, stream, isLast ? 0.01 : Math.SQRT2),
    biases: noBiases,
  },
  /** Evenly within ± 1 / √inputs, biases too, so that units bend in different places (LeCun et al. 1998). */
  relu: {
    apply: (sums) => sums.relu(),
    weights: ({ weights }, stream) => evenNumbers(weights, stream, 1 / Math.sqrt(weights.columns)),
    biases: ({ weights, bias }, stream) => evenNumbers(bias, stream, 1 / Math.sqrt(weights.columns)),
  },
};
