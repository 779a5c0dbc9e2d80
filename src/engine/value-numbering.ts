import { topological } from "./gradient.js";
import { Value } from "./value.js";

/**
 * Value numbering: the returned function maps every value to one representative of all values that are
 * computed by the same operation on the same operands, so that equal expressions are computed once.
 */
export function numbered(): (value: Value) => Value {
  const representative = new Map<Value, Value>();
  const numbers = new Map<Value, number>();
  const known = new Map<string, Value>();
  const visit = (value: Value): Value => {
    const inputs = value.inputs.map((input) => representative.get(input)!);
    const key = `${describe(value)}(${inputs.map((input) => numbers.get(input)).join()})`;
    const existing = known.get(key);
    if (existing) return existing;
    const changed = inputs.some((input, i) => input !== value.inputs[i]);
    const result = changed ? new Value(value.operation, inputs, value.rows) : value;
    known.set(key, result);
    numbers.set(result, numbers.size);
    return result;
  };
  return (output) => {
    for (const value of topological([output]))
      if (!representative.has(value)) representative.set(value, visit(value));
    return representative.get(output)!;
  };
}

/** Text that two operations share exactly if they compute the same of equal operands. */
function describe({ operation, rows }: Value): string {
  const { kind } = operation;
  switch (kind) {
    case "input":
      return `${kind} ${operation.space} ${JSON.stringify(operation.name)}`;
    case "constant":
      return `${kind} ${operation.column.map((x) => (Object.is(x, -0) ? "-0" : String(x))).join(" ")}`;
    case "unary":
    case "binary":
      return `${kind} ${operation.name} ${rows}`;
    case "slice":
      return `${kind} ${operation.from} ${rows}`;
    case "spread":
    case "gather":
      return `${kind} ${JSON.stringify(operation.parameter.name)}`;
    case "matmul": {
      const { parameter, transposed, bias } = operation;
      return `${kind} ${transposed} ${JSON.stringify([parameter.name, bias?.name ?? null])}`;
    }
    default:
      return `${kind} ${rows}`;
  }
}
