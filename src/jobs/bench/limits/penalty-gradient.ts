import { measuredPlan } from "../../../simulation/measured-plan.js";
import type { MeasuredTask } from "../../../simulation/measured-task.js";
import { createExecutor } from "../../executor.js";
import { inputsOf } from "../inputs.js";
import { ownEngine } from "../own-engine.js";
import type { Limit } from "./limit.js";

const ROUNDS = 25;

/** The penalty's gradient is one of second order: it goes through a derivative that is in the loss. */
export const penaltyGradient: Limit = {
  name: "penalty-gradient-1024x50",
  summary: "Time of a gradient of cost and a penalty on ∂order/∂state, in times of the cost's alone.",
  unit: "ratio",
  atMost: 4,
  nodeOptions: [],
  async measure({ threads, scale }) {
    const lanes = Math.ceil(1024 * scale);
    const task: MeasuredTask = { kind: "train", lanes, periods: 50, widths: [8, 64, 64, 1] };
    const inputs = inputsOf(task);
    const executor = createExecutor(threads);
    const [plain, penalised] = [false, true].map((penalty) => {
      const plan = measuredPlan(task, { penalised: penalty });
      return ownEngine({ workload: task.kind, task, plan, inputs, executor, threads });
    });
    const seconds: number[][] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      seconds[0].push((await plain.run(1)).seconds);
      seconds[1].push((await penalised.run(1)).seconds);
    }
    // Neighbours on the machine slow single rounds down: the fastest ones are compared.
    const [fastest, slower] = seconds.map((rounds) => Math.min(...rounds));
    plain.close();
    penalised.close();
    const note = `${(slower * 1e3).toFixed(1)} ms with the penalty, ${(fastest * 1e3).toFixed(1)} ms without`;
    return { value: slower / fastest, note };
  },
};
