import { randomNormal } from "d3-random";
import type { RandomStream } from "../../../base/random.js";
import { type Parameter, type Value, dense } from "../../../engine/index.js";

/** A part of a network: values in, values out. */
export interface Network {
  readonly parameters: readonly Parameter[];
  initial(stream: RandomStream): Float32Array;
  apply(inputs: Value): Value;
}

export interface MlpSize {
  /** Put before the names of the parameters, where a program has several networks: "value." */
  readonly prefix?: string;
  readonly inputs: number;
  readonly hidden: readonly number[];
  /** Biases of the last layer; their number is that of the outputs. */
  readonly initialOutput: readonly number[];
}

/** How much smaller the last layer starts, so that the first outputs are nearly their biases. */
const LAST_LAYER_SCALE = 0.1;

/** A multilayer perceptron with ELU units. Weights start with variance 1 / inputs (LeCun et al. 1998). */
export function mlp({ prefix = "", inputs, hidden, initialOutput }: MlpSize): Network {
  const widths = [inputs, ...hidden, initialOutput.length];
  const layers = widths.slice(1).map((rows, layer) => ({
    weights: { name: `${prefix}layer${layer + 1}.weights`, rows, columns: widths[layer] },
    bias: { name: `${prefix}layer${layer + 1}.bias`, rows, columns: 1 },
  }));
  return {
    parameters: layers.flatMap(({ weights, bias }) => [weights, bias]),
    initial(stream) {
      const numbers = layers.flatMap(({ weights }, layer) => {
        const last = layer === layers.length - 1;
        const deviation = (last ? LAST_LAYER_SCALE : 1) / Math.sqrt(weights.columns);
        const normal = randomNormal.source(stream.child(weights.name).uniform)(0, deviation);
        const drawn = Array.from({ length: weights.rows * weights.columns }, normal);
        return [...drawn, ...(last ? initialOutput : Array.from({ length: weights.rows }, () => 0))];
      });
      return Float32Array.from(numbers);
    },
    apply(x) {
      return layers.reduce((value, { weights, bias }, layer) => {
        const next = dense(weights, value, bias);
        return layer === layers.length - 1 ? next : next.elu();
      }, x);
    },
  };
}
