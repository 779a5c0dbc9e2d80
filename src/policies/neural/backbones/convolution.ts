import { concat, dense } from "../../../engine/index.js";
import type { Backbone } from "./backbone.js";
import { type Encoder, encoded } from "./encoded.js";
import { drawnWeights, layer } from "./layer.js";

const DILATIONS = [1, 2, 4, 8, 16];
const CHANNELS = 8;

/** Causal convolutions over the last 32 periods, beside a perceptron of all else. */
export function convolution(): Backbone {
  return encoded({
    name: "convolution",
    summary: "A multilayer perceptron that also sees what causal convolutions make of the last 32 periods.",
    encoder: (prefix) => causalConvolution(CHANNELS, prefix),
  });
}

/**
 * Stacked causal convolutions of two periods each, whose dilations d double (van den Oord et al. 2016,
 * WaveNet, arXiv 1609.03499), as in Maggiar et al. (2025), arXiv 2507.22040:
 *
 *     x_t^l = ELU( W^l [ x_{t−d}^{l−1} ; x_t^{l−1} ] + b^l ),   d = 2^{l−1}                      (1)
 *
 * Only the last output is used. It hangs on every second output of the layer before, those on every fourth
 * of the layer before them, and so on: each layer halves the periods, neighbours by neighbours.
 */
export function causalConvolution(channels: number, prefix = ""): Encoder {
  const layers = DILATIONS.map((dilation, index) =>
    layer(`${prefix}convolution${dilation}`, channels, 2 * (index === 0 ? 1 : channels)),
  );
  return {
    history: 2 ** DILATIONS.length,
    outputs: channels,
    parameters: layers.flatMap(({ weights, bias }) => [weights, bias]),
    initial: (stream) =>
      Float32Array.from(
        layers.flatMap(({ weights }) => [
          ...drawnWeights(weights, stream),
          ...Array.from({ length: channels }, () => 0),
        ]),
      ),
    apply: (history) =>
      layers.reduce((before, { weights, bias }) => {
        const rows = weights.columns;
        const pairs = Array.from({ length: before.rows / rows }, (_, pair) =>
          before.slice(pair * rows, (pair + 1) * rows),
        );
        return concat(pairs.map((pair) => dense(weights, pair, bias))).elu(); // (1)
      }, history),
  };
}
