import type { Backbone } from "./backbone.js";
import { monotoneBackbone } from "./monotone.js";
import { perceptron } from "./perceptron.js";

export type { Backbone } from "./backbone.js";
export { monotoneBackbone, perceptron };

/** The backbone where none is named. */
export const defaultBackbone: Backbone = perceptron();

export const backbones: readonly Backbone[] = [defaultBackbone, monotoneBackbone()];
