import { assert } from "../../../base/errors.js";
import { type Value, concat } from "../../../engine/index.js";
import type { Observation } from "../../policy.js";
import { inputRows, networkInputs } from "../inputs.js";
import type { Backbone } from "./backbone.js";
import { type Network, mlp } from "./mlp.js";

/** Makes a few rows of the sales of the last periods. */
export interface Encoder extends Network {
  /** Periods that it reads. */
  readonly history: number;
  /** Rows that it makes of them. */
  readonly outputs: number;
}

export interface EncodedOptions extends Pick<Backbone, "name" | "summary"> {
  /** `prefix` is put before the names of its parameters. */
  readonly encoder: (prefix: string) => Encoder;
}

/** A multilayer perceptron of all that is seen, and of what an encoder makes of the history. */
export function encoded({ name, summary, encoder: encoderNamed }: EncodedOptions): Backbone {
  return {
    name,
    summary,
    boundsSlopes: false,
    history: encoderNamed("").history,
    bind({ setting, prefix = "", ...size }) {
      const encoder = encoderNamed(prefix);
      assert(setting.historyRows === encoder.history, `${name} reads ${encoder.history} periods`);
      const network = mlp({ prefix, inputs: inputRows(setting) + encoder.outputs, ...size });
      return {
        parameters: [...encoder.parameters, ...network.parameters],
        initial: (stream) => Float32Array.of(...encoder.initial(stream), ...network.initial(stream)),
        apply: (seen) =>
          network.apply(concat([networkInputs(seen, setting), encoder.apply(historyInputs(seen))])),
      };
    },
  };
}

/** Relative to the usual demand, by logarithm, as networks see all demand. */
function historyInputs({ history, scale }: Observation): Value {
  assert(history !== undefined, "an encoder is shown the history that it asks for");
  return history.div(scale).add(1).log();
}
