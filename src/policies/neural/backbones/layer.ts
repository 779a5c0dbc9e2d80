import { randomNormal } from "d3-random";
import type { RandomStream } from "../../../base/random.js";
import type { Parameter } from "../../../engine/index.js";

/** What a dense layer is made of. */
export interface Layer {
  readonly weights: Parameter;
  readonly bias: Parameter;
}

/** Parameters called `name.weights` and `name.bias`. */
export function layer(name: string, rows: number, columns: number): Layer {
  return {
    weights: { name: `${name}.weights`, rows, columns },
    bias: { name: `${name}.bias`, rows, columns: 1 },
  };
}

/** Weights, each from a stream of its own name, with variance 1 / inputs (LeCun et al. 1998). */
export function drawnWeights({ name, rows, columns }: Parameter, stream: RandomStream, scale = 1): number[] {
  const normal = randomNormal.source(stream.child(name).uniform)(0, scale / Math.sqrt(columns));
  return Array.from({ length: rows * columns }, normal);
}
