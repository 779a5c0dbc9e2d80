import { measuredPlan } from "../../../simulation/measured-plan.js";
import { createExecutor } from "../../executor.js";
import type { Limit } from "./limit.js";

/** In a fresh process, from nothing to a session that could run: threads, kernels, plan and memory. */
export const compileTime: Limit = {
  name: "compile-365",
  summary: "Time to compile the gradient of 365 periods and to open a session, in a fresh process.",
  unit: "s",
  atMost: 0.5,
  nodeOptions: [],
  async measure({ threads, scale }) {
    const size = { lanes: 1024, periods: Math.ceil(365 * scale) };
    const task = { kind: "train", ...size, widths: [8, 64, 64, 1] } as const;
    const start = performance.now();
    const executor = createExecutor(threads);
    const ready = performance.now();
    const plan = measuredPlan(task);
    const compiled = performance.now();
    const session = executor.open(plan, task);
    const opened = performance.now();
    session.dispose();
    const ms = (from: number, to: number) => `${(to - from).toFixed(1)} ms`;
    const parts = [ms(start, ready), ms(ready, compiled), ms(compiled, opened)];
    const note = `kernels and threads ${parts[0]}, plan ${parts[1]}, memory ${parts[2]}`;
    return { value: (opened - start) / 1000, note };
  },
};
