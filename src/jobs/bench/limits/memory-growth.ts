import { type Executor, adam } from "../../../engine/index.js";
import { measuredPlan } from "../../../simulation/measured-plan.js";
import type { MeasuredTask } from "../../../simulation/measured-task.js";
import { createExecutor } from "../../executor.js";
import { inputsOf } from "../inputs.js";
import type { Limit } from "./limit.js";

const STEPS = 10_000;
/**
 * Growth is counted after as many steps again: the heaps of Node settle slowly. Over 40,000 steps they took
 * 5 MB in the first half and less than 1 MB in the second.
 */
const WARM_UP = 10_000;
/** Steps between two validations, each of which opens a session and disposes of it. */
const VALIDATE_EVERY = 25;

/** Training keeps nothing of the steps behind it. */
export const memoryGrowth: Limit = {
  name: "memory-growth-10000",
  summary: "Growth of resident memory over 10,000 training steps, with a validation every 25.",
  unit: "bytes",
  atMost: 4e6,
  // Node's young generation grows with use up to a bound, whatever the program keeps; here it starts at it.
  nodeOptions: ["--expose-gc", "--max-semi-space-size=1"],
  async measure({ threads, scale }) {
    const executor = createExecutor(threads);
    const task = { kind: "train", lanes: 64, periods: 20, widths: [8, 32, 32, 1] } as const;
    const optimizer = executor.optimizer(inputsOf(task).parameters, adam());
    const rates = { divisor: task.lanes * task.periods, normMax: 1, learningRate: 1e-4, past: 0.98 };
    const session = executor.open(measuredPlan(task), task);
    const warmUp = Math.ceil(WARM_UP * scale);
    const steps = warmUp + Math.ceil(STEPS * scale);
    let before = 0;
    for (let step = 1; step <= steps; step++) {
      session.run(optimizer.parameters);
      optimizer.step({ gradient: session.gradient, ...rates });
      if (step % VALIDATE_EVERY === 0) {
        const parameters = optimizer.average.slice();
        validate(executor, task, { parameters, lanes: 64 + (step % 256) });
      }
      if (step === warmUp) before = residentBytes();
    }
    session.dispose();
    optimizer.dispose();
    const after = residentBytes();
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    const note = `${megabytes(before)} after ${warmUp} steps, ${megabytes(after)} after ${steps}`;
    return { value: after - before, note };
  },
};

function validate(
  executor: Executor,
  training: MeasuredTask,
  { parameters, lanes }: { parameters: Float32Array; lanes: number },
): void {
  const task: MeasuredTask = { ...training, kind: "simulate", lanes };
  const session = executor.open(measuredPlan(task), task);
  session.run(parameters);
  session.dispose();
}

/** After a garbage collection, where Node was started so that it can be asked for. */
function residentBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
