import { assert } from "../base/errors.js";
import { type ParameterTerm, topological } from "./gradient.js";
import { type CodeWriter, codeWriter, isComputed, viewed } from "./instructions.js";
import { type Layout, type ParameterLayout, type Plan, address } from "./plan.js";
import { numbered } from "./value-numbering.js";
import type { Parameter, Value } from "./value.js";

export interface TracedPeriod {
  readonly lane: Readonly<Record<string, Value>>;
  readonly period: Readonly<Record<string, Value>>;
  readonly state: Readonly<Record<string, Value>>;
  readonly next: Readonly<Record<string, Value>>;
  readonly loss: Value | undefined;
  readonly records: Readonly<Record<string, Value>>;
  readonly backward:
    | { readonly adjoint: Readonly<Record<string, Value>>; readonly parameters: readonly ParameterTerm[] }
    | undefined;
  readonly parameters: readonly Parameter[];
}

/** Turns a traced period into a plan: equal expressions once, buffers reused, residuals kept. */
export function lower(traced: TracedPeriod): Plan {
  const same = numbered();
  const next = mapValues(traced.next, same);
  const records = mapValues(traced.records, same);
  const loss = traced.loss && same(traced.loss);
  const adjoint = mapValues(traced.backward?.adjoint ?? {}, same);
  const terms = (traced.backward?.parameters ?? []).map(({ parameter, left, right }) => ({
    parameter,
    left: same(left),
    right: right && same(right),
  }));

  const layouts = {
    lane: layout(traced.lane),
    period: layout(traced.period),
    state: layout(traced.state),
    record: layout(traced.records),
  };
  const parameters = parameterLayout(traced.parameters);
  const forwardRoots = [...Object.values(next), ...Object.values(records), ...(loss ? [loss] : [])];
  const backwardRoots = Object.values(adjoint);
  for (const { left, right } of terms) backwardRoots.push(left, ...(right ? [right] : []));
  const forwardOrder = topological(forwardRoots);
  const forwardSet = new Set(forwardOrder);
  const backwardOrder = topological(backwardRoots).filter((value) => !forwardSet.has(value));

  const code = codeWriter({ ...layouts, parameters });
  const needed = [...backwardOrder.filter(isComputed).flatMap((value) => value.inputs), ...backwardRoots];
  code.begin(forwardOrder, {
    keep: new Set(needed.map(viewed)),
    targets: placements(next, layouts.state, "stateNext"),
    uses: forwardRoots,
  });
  for (const value of forwardOrder) code.compute(value);
  store(code, next, layouts.state, "stateNext");
  store(code, records, layouts.record, "record");
  if (loss) code.loss(loss);
  const forward = code.end();

  const targets = placements(adjoint, layouts.state, "adjointNext");
  code.begin(backwardOrder, { keep: new Set(), targets, uses: backwardRoots });
  emitBackward(code, backwardOrder, terms);
  store(code, adjoint, layouts.state, "adjointNext");
  const backward = traced.backward ? code.end() : new Int32Array();
  const rows = { ...code.rows(), ...spaceRows(layouts) };
  return { forward, backward, rows, constants: code.constants(), ...layouts, parameters };
}

/** Computes the backward values, adding each term to its parameter's gradient as soon as it is known. */
function emitBackward(code: CodeWriter, order: readonly Value[], terms: readonly ParameterTerm[]): void {
  const missing = new Set(order);
  let waiting = [...terms];
  const flush = () => {
    const known = (value: Value | undefined) => value === undefined || !missing.has(value);
    const ready = ({ left, right }: ParameterTerm) => known(left) && known(right);
    for (const term of waiting.filter(ready)) code.accumulate(term);
    waiting = waiting.filter((term) => !ready(term));
  };
  flush();
  for (const value of order) {
    code.compute(value);
    missing.delete(value);
    flush();
  }
  assert(waiting.length === 0, "every gradient term was added");
}

type Values = Readonly<Record<string, Value>>;
type Target = "stateNext" | "record" | "adjointNext";

/** Values that can be computed straight into the place where they are wanted. */
function placements(values: Values, rows: Layout, space: Target): Map<Value, number> {
  const placed = new Map<Value, number>();
  for (const [name, value] of Object.entries(values))
    if (!placed.has(value)) placed.set(value, address(space, rows.get(name)!.row));
  return placed;
}

function store(code: CodeWriter, values: Values, rows: Layout, space: Target): void {
  for (const [name, value] of Object.entries(values)) code.copyTo(value, address(space, rows.get(name)!.row));
}

function layout(values: Values): Layout {
  let row = 0;
  const entries = Object.entries(values).map(([name, { rows }]) => {
    const entry = { row, rows };
    row += rows;
    return [name, entry] as const;
  });
  return new Map(entries);
}

function spaceRows(layouts: Record<"lane" | "period" | "state" | "record", Layout>) {
  const state = rowsOf(layouts.state);
  const [lane, period, record] = [rowsOf(layouts.lane), rowsOf(layouts.period), rowsOf(layouts.record)];
  return { lane, period, record, state, stateNext: state, adjoint: state, adjointNext: state };
}

function rowsOf(rows: Layout): number {
  return [...rows.values()].reduce((sum, entry) => sum + entry.rows, 0);
}

export function parameterLayout(parameters: readonly Parameter[]): ParameterLayout {
  let length = 0;
  const entries = new Map<string, { offset: number; rows: number; columns: number }>();
  for (const { name, rows, columns } of parameters) {
    assert(!entries.has(name), `two parameters are called ${name}`);
    entries.set(name, { offset: length, rows, columns });
    length += rows * columns;
  }
  return { length, entries };
}

function mapValues(values: Values, map: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
