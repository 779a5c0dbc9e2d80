import { assert } from "../../base/errors.js";
import { averageOf } from "../average.js";
import type { BoundPolicy, Policy } from "../policy.js";
import { type Backbone, defaultBackbone } from "./backbones/index.js";
import { embeddings } from "./embeddings.js";
import type { Head } from "./heads/head.js";

export interface NeuralPolicyOptions {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly head: Head;
  /** Networks that learn apart and order what they want on average; default: 1. */
  readonly members?: number;
  /** Default: a multilayer perceptron. */
  readonly backbone?: Backbone;
}

/** One network for all products: features, what is learned of categories → backbone → head. */
export function neuralPolicy(options: NeuralPolicyOptions): Policy {
  const { hidden, members = 1, head, backbone = defaultBackbone } = options;
  assert(!backbone.boundsSlopes || head.keepsSlopes, "a head must keep the slopes that a backbone bounds");
  const kind = backbone.name === defaultBackbone.name ? "" : `${backbone.name}-`;
  const networks = members === 1 ? "A network" : `The average of ${members} networks`;
  return {
    name: `neural-${kind}${head.name}`,
    summary: `${networks} of ${hidden.join("-")} units. ${head.summary}`,
    history: backbone.history,
    bind(setting) {
      const rows = head.outputs(setting);
      const initialOutput = setting.decisions.flatMap((direction) => head.initialOutput(setting, direction));
      const alone = (prefix: string): BoundPolicy => {
        const embedded = embeddings(setting, prefix);
        const network = backbone.bind({ setting: embedded.setting, hidden, initialOutput, prefix });
        return {
          hasTarget: head.hasTarget,
          parameters: [...embedded.parameters, ...network.parameters],
          initial: (stream) => Float32Array.from([...embedded.initial(stream), ...network.initial(stream)]),
          order(seen) {
            const from = seen.decision.index * rows;
            return head.order(network.apply(embedded.of(seen)).slice(from, from + rows), seen);
          },
        };
      };
      if (members === 1) return alone("");
      return averageOf(Array.from({ length: members }, (_, k) => alone(`member${k + 1}.`)));
    },
  };
}
