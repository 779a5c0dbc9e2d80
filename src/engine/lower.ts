import { assert } from "../base/errors.js";
import { fused } from "./fusion.js";
import { type ParameterTerm, topological } from "./gradient.js";
import { isComputed, valueHomes, viewed } from "./homes.js";
import { type CodeWriter, codeWriter } from "./instructions.js";
import { narrowed } from "./narrowing.js";
import { type Layout, type ParameterLayout, type Plan, address } from "./plan.js";
import { numbered } from "./value-numbering.js";
import type { Parameter, Value } from "./value.js";

type Values = Readonly<Record<string, Value>>;

export interface TracedPeriod {
  readonly lane: Values;
  readonly period: Values;
  readonly state: Values;
  readonly next: Values;
  readonly loss: Value | undefined;
  readonly records: Values;
  readonly backward:
    | { readonly adjoint: Values; readonly parameters: readonly ParameterTerm[] }
    | undefined;
  readonly parameters: readonly Parameter[];
}

/** Turns a traced period into a plan: equal expressions once, buffers reused, residuals kept. */
export function lower(traced: TracedPeriod): Plan {
  const { next, records, loss, adjoint, terms } = simplified(traced);
  const layouts = {
    lane: layout(traced.lane),
    period: layout(traced.period),
    state: layout(traced.state),
    record: layout(traced.records),
  };
  const parameters = parameterLayout(traced.parameters);
  const forwardRoots = [...Object.values(next), ...Object.values(records), ...(loss ? [loss] : [])];
  const backwardRoots = [...Object.values(adjoint), ...terms.flatMap(operandsOf)];
  const forwardOrder = topological(forwardRoots);
  const forwardSet = new Set(forwardOrder);
  const backwardOrder = topological(backwardRoots).filter((value) => !forwardSet.has(value));
  const needed = [...backwardOrder.filter(isComputed).flatMap((value) => value.inputs), ...backwardRoots];

  const homes = valueHomes(layouts);
  const keep = new Set(needed.map(viewed));
  const wanted = placements(next, layouts.state, "stateNext");
  homes.begin(forwardOrder, { keep, targets: wanted, uses: forwardRoots });
  const forward = codeWriter(homes, parameters);
  for (const value of forwardOrder) forward.compute(value);
  store(forward, next, layouts.state, "stateNext");
  store(forward, records, layouts.record, "record");
  if (loss) forward.loss(loss);

  const targets = placements(adjoint, layouts.state, "adjointNext");
  homes.begin(backwardOrder, { keep: new Set(), targets, uses: backwardRoots });
  const backward = codeWriter(homes, parameters);
  emitBackward(backward, backwardOrder, terms);
  store(backward, adjoint, layouts.state, "adjointNext");
  const rows = { ...homes.rows(), ...spaceRows(layouts) };
  const code = { forward: forward.code(), backward: backward.code() };
  return { ...code, rows, constants: homes.constants(), ...layouts, parameters };
}

/** Equal expressions become one, and what executors do faster together is joined. */
function simplified({ next, records, loss, backward }: TracedPeriod) {
  const through = (map: (value: Value) => Value) => (given: Roots) => ({
    next: mapValues(given.next, map),
    records: mapValues(given.records, map),
    loss: given.loss && map(given.loss),
    adjoint: mapValues(given.adjoint, map),
    terms: given.terms.map(({ parameter, left, right, index }) => ({
      parameter,
      left: map(left),
      right: right && map(right),
      index: index && map(index),
    })),
  });
  const { adjoint = {}, parameters: terms = [] } = backward ?? {};
  const distinct = through(numbered())({ next, records, loss, adjoint, terms });
  const narrow = through(narrowed(rootsOf(distinct)))(distinct);
  return through(fused(rootsOf(narrow)))(narrow);
}

function rootsOf({ next, records, loss, adjoint, terms }: Roots): Value[] {
  const all = [next, records, adjoint].flatMap((values) => Object.values(values));
  if (loss) all.push(loss);
  return [...all, ...terms.flatMap(operandsOf)];
}

interface Roots {
  readonly next: Values;
  readonly records: Values;
  readonly loss: Value | undefined;
  readonly adjoint: Values;
  readonly terms: readonly ParameterTerm[];
}

function operandsOf({ left, right, index }: ParameterTerm): Value[] {
  return [left, right, index].filter((value) => value !== undefined);
}

/** Computes the backward values, adding each term to its parameter's gradient as soon as it is known. */
function emitBackward(code: CodeWriter, order: readonly Value[], terms: readonly ParameterTerm[]): void {
  const missing = new Set(order);
  let waiting = [...terms];
  const flush = () => {
    const ready = (term: ParameterTerm) => operandsOf(term).every((value) => !missing.has(value));
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
