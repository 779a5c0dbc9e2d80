import { assert } from "../../base/errors.js";
import type { Optimizer, OptimizerStep, UpdateRule } from "../optimizer.js";
import { stretches } from "./blocks.js";
import type { Machine } from "./session.js";

/** Parameters, gradient, both moments and the average, one behind the other in the kernels' memory. */
const PIECES = 5;

/** The optimiser whose loops are kernels. */
export function openOptimizer(
  initial: Float32Array,
  rule: UpdateRule,
  { arena, kernels, team }: Machine,
): Optimizer {
  const { length } = initial;
  const [beta1, beta2, epsilon] =
    rule.kind === "adam" ? [rule.beta1, rule.beta2, rule.epsilon] : [rule.momentum, 0, 0];
  // Each piece begins a cache line, and has room for another number, which is 0 and means nothing.
  const pieceBytes = (Math.floor(length / 16) + 1) * 64;
  const bytes = PIECES * pieceBytes + kernels.updateBytes();
  const at = arena.take(bytes);
  const places = Array.from({ length: PIECES }, (_, i) => at + i * pieceBytes);
  const [parameters, gradient, mean, square, average] = places.map((place) => arena.view(place, length));
  const update = at + PIECES * pieceBytes;
  const [, own] = places;
  const split = stretches(length);
  kernels.openUpdate(update, ...places, length, split.length, beta1, beta2, epsilon, rule.weightDecay);
  const squares = rule.kind === "adam" ? length : 0;
  let steps = 0;
  let open = true;
  const held = (numbers: () => Float32Array) => {
    assert(open, "an optimiser is not used after it was disposed of");
    return numbers();
  };
  const begin = ({ gradient: given, divisor, normMax, learningRate, past }: OptimizerStep) => {
    assert(given.length === length, `a gradient of ${given.length} numbers fits ${length} parameters`);
    const place = arena.placeOf(given);
    if (place === undefined) gradient().set(given);
    const correct = [1 - beta1 ** steps, 1 - beta2 ** steps] as const;
    return kernels.beginStep(update, place ?? own, divisor, normMax, learningRate, past, ...correct);
  };
  held(parameters).set(initial);
  held(average).set(initial);
  return {
    get parameters() {
      return held(parameters);
    },
    get average() {
      return held(average);
    },
    step(step) {
      assert(open, "an optimiser is not used after it was disposed of");
      steps++;
      const norm = begin(step);
      const kernel = rule.kind === "adam" ? "stepAdam" : "stepMomentum";
      team.run(kernel, update, split.chunks);
      return norm;
    },
    state: () => ({
      parameters: held(parameters).slice(),
      average: held(average).slice(),
      mean: held(mean).slice(),
      square: held(square).slice(0, squares),
      steps,
    }),
    restore(state) {
      held(parameters).set(state.parameters);
      held(average).set(state.average);
      held(mean).set(state.mean);
      held(square).set(state.square);
      steps = state.steps;
    },
    dispose() {
      if (open) arena.free(at, bytes);
      open = false;
    },
  };
}
