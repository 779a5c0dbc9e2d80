import type { Backbone } from "./backbone.js";
import { convolution } from "./convolution.js";
import { monotoneBackbone } from "./monotone.js";
import { perceptron } from "./perceptron.js";
import { recurrent } from "./recurrent.js";

export type { Backbone } from "./backbone.js";
export { convolution, monotoneBackbone, perceptron, recurrent };

/** The backbone where none is named. */
export const defaultBackbone: Backbone = perceptron();

export const backbones: readonly Backbone[] = [
  defaultBackbone,
  monotoneBackbone(),
  convolution(),
  recurrent(),
];
