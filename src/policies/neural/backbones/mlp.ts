import type { RandomStream } from "../../../base/random.js";
import { type Parameter, type Value, dense } from "../../../engine/index.js";
import { drawnWeights, layer } from "./layer.js";

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

/** A multilayer perceptron with ELU units. */
export function mlp({ prefix = "", inputs, hidden, initialOutput }: MlpSize): Network {
  const widths = [inputs, ...hidden, initialOutput.length];
  const layers = widths
    .slice(1)
    .map((rows, index) => layer(`${prefix}layer${index + 1}`, rows, widths[index]));
  return {
    parameters: layers.flatMap(({ weights, bias }) => [weights, bias]),
    initial(stream) {
      const numbers = layers.flatMap(({ weights }, index) => {
        const last = index === layers.length - 1;
        const drawn = drawnWeights(weights, stream, last ? LAST_LAYER_SCALE : 1);
        return [...drawn, ...(last ? initialOutput : Array.from({ length: weights.rows }, () => 0))];
      });
      return Float32Array.from(numbers);
    },
    apply(x) {
      return layers.reduce((value, { weights, bias }, index) => {
        const next = dense(weights, value, bias);
        return index === layers.length - 1 ? next : next.elu();
      }, x);
    },
  };
}
