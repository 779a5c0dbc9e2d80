import { sum } from "../../base/sums.js";
import type { Executor, Plan, Session } from "../../engine/index.js";
import { LEAD_TIME, type MeasuredTask } from "../../simulation/measured-task.js";
import { measuredPlan } from "../../simulation/measured-plan.js";
import type { Contender } from "./contender.js";
import type { Inputs } from "./inputs.js";

export const OWN_ENGINE = "deepstock-wasm";
/** The same with fast math, which users must ask for: a row of its own, never compared in place of ours. */
export const FAST_ENGINE = "deepstock-wasm-fast-math";

interface Options {
  readonly engine?: string;
  readonly workload: string;
  readonly task: MeasuredTask;
  /** The task's own unless given. */
  readonly plan?: Plan;
  readonly inputs: Inputs;
  readonly executor: Executor;
  readonly threads: number;
}

/** DeepStock's own engine as a contender. */
export function ownEngine({ engine = OWN_ENGINE, ...options }: Options): Contender {
  const { workload, task, plan = measuredPlan(task), inputs, executor, threads } = options;
  const session = executor.open(plan, task);
  load(session, task, inputs);
  return {
    workload,
    engine,
    threads,
    async run(steps) {
      let loss = 0;
      const start = performance.now();
      for (let step = 0; step < steps; step++) loss = session.run(inputs.parameters);
      const seconds = (performance.now() - start) / 1000;
      return { seconds, loss, probe: probe(session, task) };
    },
    close: () => session.dispose(),
  };
}

function load(session: Session, { kind, lanes, periods }: MeasuredTask, inputs: Inputs): void {
  if (kind === "products") {
    inputs.start.forEach((values, row) => session.setState("x", row, values));
    return;
  }
  const [onHand, ...due] = inputs.start;
  session.setState("onHand", 0, onHand);
  due.forEach((values, row) => session.setState("due", row, values));
  inputs.features.forEach((values, row) => session.setLane("features", row, values));
  const ofLane = new Float32Array(periods);
  for (let lane = 0; lane < lanes; lane++) {
    for (let t = 0; t < periods; t++) ofLane[t] = inputs.demand[t][lane];
    session.setPeriods("demand", 0, lane, ofLane, 0);
  }
}

/** See `Turn`. */
function probe(session: Session, { kind, lanes }: MeasuredTask): number {
  if (kind === "train") return Math.hypot(...session.gradient);
  if (kind === "products") return Math.hypot(...session.readState("x", 0));
  return sum(session.readState("due", LEAD_TIME - 1)) / lanes;
}
