import { assert } from "../../base/errors.js";
import type { Policy } from "../policy.js";
import { type Backbone, defaultBackbone } from "./backbones/index.js";
import type { Head } from "./heads/head.js";

export interface NeuralPolicyOptions {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly head: Head;
  /** Default: a multilayer perceptron. */
  readonly backbone?: Backbone;
}

/** One network for all products: features → backbone → head. */
export function neuralPolicy(options: NeuralPolicyOptions): Policy {
  const { hidden, head, backbone = defaultBackbone } = options;
  assert(!backbone.boundsSlopes || head.keepsSlopes, "a head must keep the slopes that a backbone bounds");
  const kind = backbone.name === defaultBackbone.name ? "" : `${backbone.name}-`;
  return {
    name: `neural-${kind}${head.name}`,
    summary: `A network of ${hidden.join("-")} units. ${head.summary}`,
    history: backbone.history,
    bind(setting) {
      const rows = head.outputs(setting);
      const initialOutput = setting.decisions.flatMap((direction) => head.initialOutput(setting, direction));
      const network = backbone.bind({ setting, hidden, initialOutput });
      return {
        hasTarget: head.hasTarget,
        parameters: network.parameters,
        initial: network.initial,
        order(seen) {
          const from = seen.decision.index * rows;
          return head.order(network.apply(seen).slice(from, from + rows), seen);
        },
      };
    },
  };
}
