import type { Backbone } from "./backbone.js";
import { convolution } from "./convolution.js";
import { monotoneBackbone } from "./monotone.js";
import { type PerceptronForm, perceptron } from "./perceptron.js";
import { recurrent } from "./recurrent.js";

export { ACTIVATIONS, type Activation } from "./activations.js";
export type { Backbone, BoundBackbone } from "./backbone.js";
export { convolution, monotoneBackbone, perceptron, recurrent, type PerceptronForm };

/** The backbone where none is named. */
export const defaultBackbone: Backbone = perceptron();

export const backbones: readonly Backbone[] = [
  defaultBackbone,
  monotoneBackbone(),
  convolution(),
  recurrent(),
];
