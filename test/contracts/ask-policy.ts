import fc from "fast-check";
import { type Rows, type Value, type Values, compileRollout, constant } from "../../src/engine/index.js";
import type { BoundPolicy, Observation, Order, PolicySetting } from "../../src/policies/policy.js";
import { ECONOMICS, type EconomicsName } from "../../src/problems/problem.js";
import { executor } from "./executor.js";

/** An observation in numbers, of one lane. */
export interface Seen {
  readonly onHand: number;
  readonly onOrder: readonly number[];
  readonly scale: number;
  readonly demandFeatures: readonly number[];
  readonly plainFeatures: readonly number[];
  readonly categories?: readonly number[];
  readonly history?: readonly number[];
  readonly coverPeriods: number;
  readonly economics: Readonly<Record<EconomicsName, number>>;
  readonly own?: Readonly<Record<string, number>>;
}

export interface Answer {
  readonly quantity: number;
  readonly target: number | undefined;
  readonly position: number;
}

/** What a policy orders on seeing this. */
export function askPolicy(policy: BoundPolicy, parameters: Float32Array, seen: readonly Seen[]): Answer[] {
  return askAll({ ...policy, parameters }, policy.parameters, seen);
}

/** What an expression of an observation, and of more rows beside it, comes to; one list of rows per lane. */
export function evaluate(
  expression: (seen: Observation, more: Value) => Value,
  seen: readonly Seen[],
  more: readonly (readonly number[])[] = seen.map(() => []),
): number[][] {
  const rows = rowsOf(seen[0], more[0].length);
  let count = 0;
  const plan = compileRollout(
    {
      state: {},
      lane: rows,
      period: {},
      parameters: [],
      step({ lane }) {
        const value = expression(observation(lane), lane.more ?? constant(0));
        count = value.rows;
        return { state: {}, records: { value } };
      },
    },
    { gradient: false },
  );
  const session = executor.open(plan, { lanes: seen.length, periods: 1 });
  setSeen(session, seen, more);
  session.run(new Float32Array());
  const read = (lane: number, row: number) => {
    const value = new Float32Array(1);
    session.readRecord("value", row, lane, value, 0);
    return value[0];
  };
  const values = seen.map((_, lane) => Array.from({ length: count }, (_, row) => read(lane, row)));
  session.dispose();
  return values;
}

/** Any multiple of 1/1024: never so small that single precision loses digits when it is scaled. */
export function number(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: Math.ceil(min * 1024), max: Math.floor(max * 1024) }).map((part) => part / 1024);
}

/** Any observation of this setting; `own` names the policy's own numbers, which are in units. */
export function anySeen(setting: PolicySetting, own: readonly string[] = []): fc.Arbitrary<Seen> {
  const rows = (count: number, of: fc.Arbitrary<number>) =>
    fc.array(of, { minLength: count, maxLength: count });
  return fc.record({
    onHand: number(-200, 500),
    onOrder: rows(setting.onOrderRows, number(0, 100)),
    scale: number(0.02, 200),
    demandFeatures: rows(setting.demandFeatures.length, number(0, 300)),
    plainFeatures: rows(setting.plainFeatures.length, number(-3, 3)),
    history: rows(setting.historyRows, number(0, 300)),
    coverPeriods: fc.integer({ min: 1, max: setting.coverPeriodsMax }),
    economics: fc.record({
      holdingCost: number(0.1, 5),
      shortageCost: number(0.5, 50),
      unitCost: number(0, 3),
      price: number(4, 10),
    }),
    own: fc.record(Object.fromEntries(own.map((name) => [name, number(0, 300)]))),
  });
}

/** The same observation with every quantity of units `factor` times as large. */
export function scaledUnits(seen: Seen, factor: number): Seen {
  const times = (list: readonly number[]) => list.map((units) => units * factor);
  const entries = Object.entries(seen.own ?? {}).map(([name, units]) => [name, units * factor]);
  return {
    ...seen,
    onHand: seen.onHand * factor,
    onOrder: times(seen.onOrder),
    scale: seen.scale * factor,
    demandFeatures: times(seen.demandFeatures),
    history: times(seen.history ?? []),
    own: Object.fromEntries(entries),
  };
}

/** The same observation in another currency. */
export function scaledMoney(seen: Seen, factor: number): Seen {
  const entries = ECONOMICS.map((name) => [name, seen.economics[name] * factor]);
  return { ...seen, economics: Object.fromEntries(entries) as Seen["economics"] };
}

function askAll(
  policy: { order(seen: Observation): Order; hasTarget: boolean; parameters: Float32Array },
  parameters: BoundPolicy["parameters"],
  seen: readonly Seen[],
): Answer[] {
  const plan = compileRollout(
    {
      state: {},
      lane: rowsOf(seen[0], 0),
      period: {},
      parameters,
      step({ lane }) {
        const from = observation(lane);
        const { quantity, target } = policy.order(from);
        const records: Values = { quantity, position: from.position, ...(target ? { target } : {}) };
        return { state: {}, records };
      },
    },
    { gradient: false },
  );
  const session = executor.open(plan, { lanes: seen.length, periods: 1 });
  setSeen(session, seen, seen.map(() => []));
  session.run(policy.parameters);
  const read = (name: string, lane: number) => {
    const value = new Float32Array(1);
    session.readRecord(name, 0, lane, value, 0);
    return value[0];
  };
  const answers = seen.map((_, lane) => ({
    quantity: read("quantity", lane),
    target: plan.record.has("target") ? read("target", lane) : undefined,
    position: read("position", lane),
  }));
  session.dispose();
  return answers;
}

function rowsOf(seen: Seen, more: number): Rows {
  const all = {
    onHand: 1,
    onOrder: seen.onOrder.length,
    scale: 1,
    demandFeatures: seen.demandFeatures.length,
    plainFeatures: seen.plainFeatures.length,
    categories: seen.categories?.length ?? 0,
    history: seen.history?.length ?? 0,
    coverPeriods: 1,
    more,
    ...Object.fromEntries(ECONOMICS.map((name) => [name, 1])),
    ...Object.fromEntries(Object.keys(seen.own ?? {}).map((name) => [`own ${name}`, 1])),
  };
  return Object.fromEntries(Object.entries(all).filter(([, rows]) => rows > 0));
}

function observation(lane: Values): Observation {
  const own = Object.keys(lane).filter((name) => name.startsWith("own "));
  const position = lane.onOrder ? lane.onHand.add(lane.onOrder.sumRows()) : lane.onHand;
  return {
    onHand: lane.onHand,
    onOrder: lane.onOrder,
    byAge: undefined,
    position,
    decision: { name: "order", direction: "up", index: 0, position, coverPeriods: lane.coverPeriods },
    scale: lane.scale,
    demandFeatures: lane.demandFeatures,
    plainFeatures: lane.plainFeatures,
    categories: lane.categories,
    history: lane.history,
    coverPeriods: lane.coverPeriods,
    economics: Object.fromEntries(ECONOMICS.map((name) => [name, lane[name]])) as Observation["economics"],
    own: Object.fromEntries(own.map((name) => [name.slice(4), lane[name]])),
  };
}

function setSeen(
  session: ReturnType<typeof executor.open>,
  seen: readonly Seen[],
  more: readonly (readonly number[])[],
): void {
  const set = (name: string, rows: number, of: (lane: number, row: number) => number) => {
    for (let row = 0; row < rows; row++) session.setLane(name, row, seen.map((_, lane) => of(lane, row)));
  };
  for (const name of ["onHand", "scale", "coverPeriods"] as const) set(name, 1, (lane) => seen[lane][name]);
  for (const name of ["onOrder", "demandFeatures", "plainFeatures", "categories", "history"] as const)
    set(name, seen[0][name]?.length ?? 0, (lane, row) => seen[lane][name]?.[row] ?? 0);
  for (const name of ECONOMICS) set(name, 1, (lane) => seen[lane].economics[name]);
  for (const name of Object.keys(seen[0].own ?? {}))
    set(`own ${name}`, 1, (lane) => seen[lane].own?.[name] ?? 0);
  set("more", more[0].length, (lane, row) => more[lane][row]);
}
