import { type Value, constant, dense } from "../../../engine/index.js";
import type { Backbone } from "./backbone.js";
import { type Encoder, encoded } from "./encoded.js";
import { drawnWeights, layer } from "./layer.js";

const PERIODS = 32;
const UNITS = 8;

/** A gated recurrent unit over the last 32 periods, beside a perceptron of all else. */
export function recurrent(): Backbone {
  return encoded({
    name: "recurrent",
    summary: "A multilayer perceptron that also sees the state of a recurrent unit after 32 periods.",
    encoder: (prefix) => gatedRecurrence(PERIODS, UNITS, prefix),
  });
}

/**
 * A gated recurrent unit (Cho et al. 2014, arXiv 1406.1078), reset after the product, from h = 0 on:
 *
 *     z, r = σ( W_{z,r} x_t + b_{z,r} + U_{z,r} h_{t−1} )                                         (1)
 *     n = tanh( W_n x_t + b_n + r ⊙ U_n h_{t−1} )                                                 (2)
 *     h_t = n + z ⊙ ( h_{t−1} − n )                                                               (3)
 */
export function gatedRecurrence(periods: number, units: number, prefix = ""): Encoder {
  const { weights, bias } = layer(`${prefix}recurrent.input`, 3 * units, 1);
  const state = { name: `${prefix}recurrent.state.weights`, rows: 3 * units, columns: units };
  const after = (before: Value, x: Value): Value => {
    const [given, kept] = [dense(weights, x, bias), dense(state, before)];
    const part = (value: Value, index: number) => value.slice(index * units, (index + 1) * units);
    const gate = (index: number) => part(given, index).add(part(kept, index)).sigmoid(); // (1)
    const proposed = part(given, 2).add(gate(1).mul(part(kept, 2))).tanh(); // (2)
    return proposed.add(gate(0).mul(before.sub(proposed))); // (3)
  };
  return {
    history: periods,
    outputs: units,
    parameters: [weights, bias, state],
    initial: (stream) =>
      Float32Array.of(
        ...drawnWeights(weights, stream),
        ...Array.from({ length: bias.rows }, () => 0),
        ...drawnWeights(state, stream),
      ),
    apply: (history) =>
      Array.from({ length: periods }, (_, period) => history.row(period)).reduce(
        after,
        constant(0).repeat(units),
      ),
  };
}
