import type { Policy } from "../policy.js";
import { mlp } from "./backbones/mlp.js";
import type { Head } from "./heads/head.js";
import { inputRows, networkInputs } from "./inputs.js";

export interface NeuralPolicyOptions {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly head: Head;
}

/** One network for all products: features → backbone → head. */
export function neuralPolicy({ hidden, head }: NeuralPolicyOptions): Policy {
  return {
    name: `neural-${head.name}`,
    summary: `A network of ${hidden.join("-")} units. ${head.summary}`,
    bind(setting) {
      const network = mlp({ inputs: inputRows(setting), hidden, initialOutput: head.initialOutput(setting) });
      return {
        hasTarget: head.hasTarget,
        parameters: network.parameters,
        initial: network.initial,
        order: (seen) => head.order(network.apply(networkInputs(seen)), seen),
      };
    },
  };
}
