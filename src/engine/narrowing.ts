import { topological } from "./gradient.js";
import { Value } from "./value.js";

/**
 * Computes of every matrix product only the rows that are used: in a backward pass, the derivative with
 * respect to a network's input holds rows of inputs that no parameter can reach. The result maps a value to
 * what it is computed by from now on; `roots` are all that is wanted.
 */
export function narrowed(roots: readonly Value[]): (value: Value) => Value {
  const order = topological(roots);
  const used = usedRows(order, roots);
  const replaced = new Map<Value, Value>();
  const now = (value: Value) => replaced.get(value)!;
  for (const value of order) replaced.set(value, narrow(value, used, now));
  return now;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The rows of each matrix product that others look at, from the first to the last. */
function usedRows(order: readonly Value[], roots: readonly Value[]): ReadonlyMap<Value, Range> {
  const used = new Map<Value, Range>();
  const use = (value: Value, range: Range) => {
    if (value.operation.kind !== "matmul") return;
    const { from, to } = used.get(value) ?? range;
    used.set(value, { from: Math.min(from, range.from), to: Math.max(to, range.to) });
  };
  const all = (value: Value) => ({ from: 0, to: value.rows });
  for (const { operation, inputs, rows } of order)
    for (const input of inputs) {
      if (operation.kind === "slice") use(input, { from: operation.from, to: operation.from + rows });
      else use(input, all(input));
    }
  for (const root of roots) use(root, all(root));
  return used;
}

function narrow(value: Value, used: ReadonlyMap<Value, Range>, now: (value: Value) => Value): Value {
  const { operation, inputs, rows } = value;
  if (operation.kind === "slice") {
    const [whole] = inputs;
    const start = operation.from - (used.get(whole)?.from ?? 0);
    const part = now(whole);
    if (part !== whole) return part.slice(start, start + rows);
  }
  const range = used.get(value);
  const isNarrow = range !== undefined && range.to - range.from < rows;
  if (operation.kind === "matmul" && isNarrow)
    return new Value({ ...operation, from: range.from }, inputs.map(now), range.to - range.from);
  const changed = inputs.some((input) => now(input) !== input);
  return changed ? new Value(operation, inputs.map(now), rows) : value;
}
