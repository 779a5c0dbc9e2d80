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
      const rows = head.outputs(setting);
      const initialOutput = setting.decisions.flatMap((direction) => head.initialOutput(setting, direction));
      const network = mlp({ inputs: inputRows(setting), hidden, initialOutput });
      return {
        hasTarget: head.hasTarget,
        parameters: network.parameters,
        initial: network.initial,
        order(seen) {
          const from = seen.decision.index * rows;
          return head.order(network.apply(networkInputs(seen)).slice(from, from + rows), seen);
        },
      };
    },
  };
}
