import { inputRows, networkInputs } from "../inputs.js";
import type { Backbone } from "./backbone.js";
import { mlp } from "./mlp.js";

/** A multilayer perceptron of all that is seen. */
export function perceptron(): Backbone {
  return {
    name: "mlp",
    summary: "A multilayer perceptron with ELU units, free in every direction.",
    boundsSlopes: false,
    bind({ setting, ...size }) {
      const network = mlp({ inputs: inputRows(setting), ...size });
      return { ...network, apply: (seen) => network.apply(networkInputs(seen, setting)) };
    },
  };
}
