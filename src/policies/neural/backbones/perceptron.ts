import { type InputForm, inputRows, networkInputs } from "../inputs.js";
import type { Activation } from "./activations.js";
import type { Backbone } from "./backbone.js";
import { mlp } from "./mlp.js";

/** How a multilayer perceptron sees, and what its hidden units make of it. */
export interface PerceptronForm {
  readonly inputs: InputForm;
  readonly activation: Activation;
}

export const PERCEPTRON: PerceptronForm = { inputs: "relative", activation: "elu" };

/** A multilayer perceptron of all that is seen. */
export function perceptron({ inputs, activation }: PerceptronForm = PERCEPTRON): Backbone {
  return {
    name: "mlp",
    summary: "A multilayer perceptron with ELU units, free in every direction.",
    boundsSlopes: false,
    bind({ setting, ...size }) {
      const network = mlp({ inputs: inputRows(setting, inputs), activation, ...size });
      return { ...network, apply: (seen) => network.apply(networkInputs(seen, setting, inputs)) };
    },
  };
}
