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

/** Numbers between ± most, each as likely. */
export function evenNumbers(parameter: Parameter, stream: RandomStream, most: number): number[] {
  const own = stream.child(parameter.name);
  return Array.from({ length: parameter.rows * parameter.columns }, () => most * (2 * own.uniform() - 1));
}

/** Rows, or columns where there are fewer, at right angles and of the given length (Saxe et al. 2014). */
export function orthogonalWeights(parameter: Parameter, stream: RandomStream, length: number): number[] {
  const { rows, columns } = parameter;
  const [few, many] = [Math.min(rows, columns), Math.max(rows, columns)];
  const drawn = drawnWeights(parameter, stream);
  const vectors: Float64Array[] = [];
  for (let k = 0; k < few; k++) {
    const vector = Float64Array.from(drawn.slice(k * many, (k + 1) * many));
    for (const other of vectors) addTo(vector, other, -dot(vector, other));
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((entry) => entry / norm));
  }
  return Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return length * (rows <= columns ? vectors[row][column] : vectors[column][row]);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function addTo(target: Float64Array, other: Float64Array, times: number): void {
  for (let k = 0; k < target.length; k++) target[k] += times * other[k];
}
