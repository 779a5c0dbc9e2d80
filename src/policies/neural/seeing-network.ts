import { type Value, concat } from "../../engine/index.js";
import type { Observation } from "../policy.js";
import type { BackboneSize } from "./backbones/backbone.js";
import { type MlpSize, type Network, mlp } from "./backbones/mlp.js";
import { embeddings } from "./embeddings.js";
import { type InputForm, inputRows, networkInputs } from "./inputs.js";

export interface SeeingNetworkOptions extends Omit<MlpSize, "inputs">, Pick<BackboneSize, "setting"> {
  readonly form: InputForm;
  /** Rows that it is given besides. */
  readonly further?: number;
}

/** A network that sees what a policy does. */
export interface SeeingNetwork extends Pick<Network, "parameters" | "initial"> {
  apply(seen: Observation, further?: readonly Value[]): Value;
}

/** A multilayer perceptron of all that a policy sees, what it learns of categories of its own included. */
export function seeingNetwork({ setting, form, further = 0, ...size }: SeeingNetworkOptions): SeeingNetwork {
  const embedded = embeddings(setting, size.prefix);
  const network = mlp({ ...size, inputs: inputRows(embedded.setting, form) + further });
  return {
    parameters: [...embedded.parameters, ...network.parameters],
    initial: (stream) => Float32Array.from([...embedded.initial(stream), ...network.initial(stream)]),
    apply: (seen, more = []) =>
      network.apply(concat([networkInputs(embedded.of(seen), embedded.setting, form), ...more])),
  };
}
