import { type RandomStream, randomStream } from "../../base/random.js";
import { type MeasuredTask, featureRows, layerSizes, startRows } from "../../simulation/measured-task.js";

/**
 * The numbers that every engine computes with, row by row and in this order: parameters, start
 * `[rows × lanes]`, features `[rows × lanes]`, demand `[periods × lanes]`.
 */
export interface Inputs {
  /** All of them, one behind the other. */
  readonly numbers: Float32Array;
  readonly parameters: Float32Array;
  readonly start: readonly Float32Array[];
  readonly features: readonly Float32Array[];
  readonly demand: readonly Float32Array[];
}

/** Units per period; demand is a whole number from 0 to twice as much. */
const MEAN_DEMAND = 5;

/** The same numbers for the same task, always. */
export function inputsOf(task: MeasuredTask): Inputs {
  const { kind, lanes } = task;
  const stream = randomStream(7);
  const isProducts = kind === "products";
  const parameters = isProducts ? reflections(task, stream) : weightsAndBiases(task, stream);
  const periods = isProducts ? 0 : task.periods;
  const rows = startRows(task) + featureRows(task) + periods;
  const numbers = new Float32Array(parameters.length + rows * lanes);
  numbers.set(parameters);
  let at = parameters.length;
  const take = (name: string, count: number, draw: (stream: RandomStream) => number) => {
    const own = stream.child(name);
    return Array.from({ length: count }, () => {
      const row = numbers.subarray(at, (at += lanes));
      for (let lane = 0; lane < lanes; lane++) row[lane] = draw(own);
      return row;
    });
  };
  const share = (own: RandomStream) => own.uniform();
  return {
    numbers,
    parameters: numbers.subarray(0, parameters.length),
    start: take("start", startRows(task), isProducts ? share : (own) => own.below(10)),
    features: take("features", featureRows(task), share),
    demand: take("demand", periods, (own) => own.below(2 * MEAN_DEMAND + 1)),
  };
}

/**
 * As training begins: weights of variance 1 / columns, the last ones smaller, so that orders are near demand.
 */
function weightsAndBiases(task: MeasuredTask, stream: RandomStream): Float32Array {
  const own = stream.child("weights");
  const sizes = layerSizes(task);
  const layers = sizes.flatMap(({ rows, columns }, layer) => {
    const isLast = layer === sizes.length - 1;
    const bound = (isLast ? 0.1 : 1) * Math.sqrt(3 / columns);
    const weights = Array.from({ length: rows * columns }, () => bound * (2 * own.uniform() - 1));
    return [...weights, ...Array.from({ length: rows }, () => (isLast ? MEAN_DEMAND : 0))];
  });
  return Float32Array.from(layers);
}

/**
 * Householder reflections I − 2 v vᵀ / vᵀv: products of any number of them neither grow nor shrink, so that
 * no engine meets infinities or denormal numbers, which take their own time.
 */
function reflections(task: MeasuredTask, stream: RandomStream): Float32Array {
  const own = stream.child("weights");
  const layers = layerSizes(task).flatMap(({ rows, columns }) => {
    const v = Array.from({ length: columns }, () => own.uniform() - 0.5);
    const square = v.reduce((sum, entry) => sum + entry * entry, 0);
    return Array.from({ length: rows * columns }, (_, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      return (row === column ? 1 : 0) - (2 * v[row] * v[column]) / square;
    });
  });
  return Float32Array.from(layers);
}
