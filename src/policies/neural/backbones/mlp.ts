import type { RandomStream } from "../../../base/random.js";
import { type Parameter, type Value, dense } from "../../../engine/index.js";
import { type Activation, activations } from "./activations.js";
import { layer } from "./layer.js";

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
  /** Of the hidden units; default: ELU. */
  readonly activation?: Activation;
}

/** A multilayer perceptron. */
export function mlp({ prefix = "", inputs, hidden, initialOutput, activation = "elu" }: MlpSize): Network {
  const unit = activations[activation];
  const widths = [inputs, ...hidden, initialOutput.length];
  const layers = widths
    .slice(1)
    .map((rows, index) => layer(`${prefix}layer${index + 1}`, rows, widths[index]));
  return {
    parameters: layers.flatMap(({ weights, bias }) => [weights, bias]),
    initial(stream) {
      const numbers = layers.flatMap((own, index) => {
        const isLast = index === layers.length - 1;
        const biases = unit.biases(own, stream);
        const shifted = isLast ? biases.map((bias, output) => bias + initialOutput[output]) : biases;
        return [...unit.weights(own, stream, isLast), ...shifted];
      });
      return Float32Array.from(numbers);
    },
    apply(x) {
      return layers.reduce((value, { weights, bias }, index) => {
        const next = dense(weights, value, bias);
        return index === layers.length - 1 ? next : unit.apply(next);
      }, x);
    },
  };
}
