export { type Executor, type Session, type SessionSize } from "./executor.js";
export { referenceExecutor } from "./executors/reference.js";
export { gradient } from "./gradient.js";
export { type Layout, type ParameterLayout, type Plan } from "./plan.js";
export { parameterLayout } from "./lower.js";
export { type Rollout, type Rows, type Values, compileRollout } from "./rollout.js";
export {
  type Operand,
  type Parameter,
  Value,
  column,
  concat,
  constant,
  dense,
  select,
  spread,
} from "./value.js";
