import { topological } from "./gradient.js";
import { Value, isConstant } from "./value.js";

/**
 * Joins operations that executors do faster as one: the derivative of elu and the product it stands in. (A
 * dense layer with its activation was measured, too, and was slower.) Every value must be reachable from
 * `roots`. The result maps a value to what it is computed by from now on; what is used elsewhere, too, is
 * never joined.
 */
export function fused(roots: readonly Value[]): (value: Value) => Value {
  const order = topological(roots);
  const uses = new Map<Value, number>();
  for (const value of [...order.flatMap(({ inputs }) => inputs), ...roots])
    uses.set(value, (uses.get(value) ?? 0) + 1);
  const once = (value: Value) => uses.get(value) === 1;
  const replaced = new Map<Value, Value>();
  const now = (value: Value) => replaced.get(value)!;
  for (const value of order) {
    const joined = eluBackward(value, once);
    const { operation, inputs } = joined ?? value;
    const changed = joined !== undefined || inputs.some((input) => now(input) !== input);
    replaced.set(value, changed ? new Value(operation, inputs.map(now), value.rows) : value);
  }
  return now;
}

type Once = (value: Value) => boolean;

/** cotangent · (min(y, 0) + 1), where y is the result of elu. */
function eluBackward({ operation, inputs, rows }: Value, once: Once): Value | undefined {
  if (operation.kind !== "binary" || operation.name !== "multiply") return undefined;
  const [cotangent, slope] = inputs;
  if (!isBinary(slope, "add", 1) || !once(slope)) return undefined;
  const [below] = slope.inputs;
  if (!isBinary(below, "min", 0) || !once(below)) return undefined;
  return new Value({ kind: "binary", name: "eluBackward" }, [cotangent, below.inputs[0]], rows);
}

function isBinary({ operation, inputs }: Value, name: "add" | "min", right: number): boolean {
  return operation.kind === "binary" && operation.name === name && isConstant(inputs[1], right);
}
