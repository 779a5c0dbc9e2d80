export { type Executor, type Session, type SessionSize } from "./executor.js";
export { referenceExecutor } from "./executors/reference.js";
export { type WasmExecutor, type WasmExecutorOptions, createWasmExecutor } from "./executors/wasm.js";
export { gradient } from "./gradient.js";
export { hasFastMath } from "./wasm/kernel-module.js";
export {
  type AdamRule,
  type MomentumRule,
  type Optimizer,
  type OptimizerState,
  type OptimizerStep,
  type UpdateRule,
  adam,
  momentum,
} from "./optimizer.js";
export { type Layout, type ParameterLayout, type Plan } from "./plan.js";
export { parameterLayout } from "./lower.js";
export { type Rollout, type Rows, type Values, compileRollout } from "./rollout.js";
export { type ThreadHandle, type ThreadPort, type ThreadWork, serve } from "./threads.js";
export {
  type Operand,
  type Parameter,
  Value,
  column,
  concat,
  constant,
  dense,
  gather,
  select,
  spread,
} from "./value.js";
