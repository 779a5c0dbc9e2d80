import { type Executor, type Parameter, type Plan, type Value, type Values } from "../../src/engine/index.js";
import { compileRollout, referenceExecutor, spread } from "../../src/engine/index.js";
import type { Economics, Ledger, Problem } from "../../src/problems/problem.js";
import { ofSeries } from "../../src/problems/problem.js";
import { executor as usualExecutor } from "./executor.js";

/** What happens to one lane: numbers per period, all of the same length. */
export interface LaneEvents {
  readonly demand: readonly number[];
  /** Units of the decision that the lead times are of: the last one that raises the position. */
  readonly orders: readonly number[];
  /** Units of the other decisions, by name; missing ones are 0. What they may not be, they are cut to. */
  readonly others?: Readonly<Record<string, readonly number[]>>;
  /** Lead time of the order of each period; negative where it never arrives. */
  readonly leadTimes: readonly number[];
  /** Stock before the first receipt; negative where demand waits. */
  readonly stock: number;
  /** Units due in 0, 1, … periods at the start; missing ones are 0. */
  readonly due?: readonly number[];
}

export const FLOWS = [
  "received",
  "demanded",
  "sold",
  "lost",
  "backlogged",
  "ordered",
  "neverArriving",
  "expired",
  "removed",
  "onHand",
] as const satisfies readonly (keyof Ledger)[];
export type FlowName = (typeof FLOWS)[number];
export type PlayedName = FlowName | "cost" | "position" | "onHandSeen";
const PLAYED: readonly PlayedName[] = [...FLOWS, "cost", "position", "onHandSeen"];

/** What happened in one lane: every flow over the periods, and what is still on order afterwards. */
export type PlayedLane = Readonly<Record<PlayedName, readonly number[]>> & {
  readonly stillOnOrder: number;
  /** Units decided, by decision. */
  readonly decided: Readonly<Record<string, readonly number[]>>;
};

/** Plays a problem under orders that are given, and nothing else: no policy, no rounding, no features. */
export function playProblem(
  problem: Problem,
  lanes: readonly LaneEvents[],
  executor: Executor = usualExecutor,
): PlayedLane[] {
  const periods = lanes[0].demand.length;
  const session = executor.open(problemPlan(problem), { lanes: lanes.length, periods });
  lanes.forEach((events, lane) => {
    session.setPeriods("demand", 0, lane, events.demand, 0);
    session.setPeriods("leadTime", 0, lane, events.leadTimes, 0);
    for (const { name } of problem.decisions)
      session.setPeriods(name, 0, lane, unitsOf(problem, events, name), 0);
  });
  setStart(session, problem, lanes);
  session.run(new Float32Array());
  const stillDue = Array.from({ length: problem.state.due }, (_, row) => session.readState("due", row));
  const played = lanes.map((_, lane) => {
    const read = (name: string) => {
      const values = new Float32Array(periods);
      session.readRecord(name, 0, lane, values, 0);
      return [...values];
    };
    const entries = PLAYED.map((name) => [name, read(name)] as const);
    const flows = Object.fromEntries(entries) as Record<PlayedName, number[]>;
    const decided = problem.decisions.map(({ name }) => [name, read(`decided ${name}`)] as const);
    return {
      ...flows,
      decided: Object.fromEntries(decided),
      stillOnOrder: sum(stillDue.map((row) => row[lane])),
    };
  });
  session.dispose();
  return played;
}

export interface CostOfOrdersOptions {
  /** 1 for each period whose cost counts; default: all. */
  readonly counts?: readonly number[];
  /** Compile the backward part; default: yes. */
  readonly differentiate?: boolean;
}

/** Units by decision, in the order of the problem, and period. */
export type Decided = readonly (readonly number[])[];

/**
 * Total cost of the counted periods of one lane as a function of what is decided in it, with its gradient;
 * in double precision, for finite differences.
 */
export function costOfOrders(problem: Problem, events: LaneEvents, options: CostOfOrdersOptions = {}) {
  const { counts = events.demand.map(() => 1), differentiate = true } = options;
  const periods = events.demand.length;
  const parameters = problem.decisions.map(({ name }): Parameter => ({ name, rows: periods, columns: 1 }));
  const plan = compileRollout(
    {
      state: problem.state,
      lane: numberRows(problem),
      period: { demand: 1, leadTime: 1, counts: 1, now: periods },
      parameters,
      step({ state, lane, period }) {
        const wanted = parameters.map((units) => spread(units).mul(period.now).sumRows());
        const { next } = playPeriod(problem, { state, lane, period, wanted });
        return { state: next.state, loss: next.cost.mul(period.counts) };
      },
    },
    { gradient: differentiate },
  );
  const session = referenceExecutor.open(plan, { lanes: 1, periods });
  session.setPeriods("demand", 0, 0, events.demand, 0);
  session.setPeriods("leadTime", 0, 0, events.leadTimes, 0);
  session.setPeriods("counts", 0, 0, counts, 0);
  for (let row = 0; row < periods; row++)
    session.setPeriods("now", row, 0, Array.from({ length: periods }, (_, t) => (t === row ? 1 : 0)), 0);
  setStart(session, problem, [events]);
  const at = (decided: Decided) => session.run(Float64Array.from(decided.flat()));
  return {
    cost: at,
    gradient(decided: Decided): number[][] {
      at(decided);
      const all = [...session.gradient];
      return decided.map((_, index) => all.slice(index * periods, (index + 1) * periods));
    },
  };
}

/** Which decision the lead times are of: the last one that raises the position. */
export function mainDecision({ decisions }: Problem): number {
  return decisions.findLastIndex(({ direction }) => direction === "up");
}

/** Units of every decision, as a lane gives them. */
export function decidedUnits(problem: Problem, events: LaneEvents): Decided {
  return problem.decisions.map(({ name }) => unitsOf(problem, events, name));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function unitsOf(problem: Problem, { orders, others, demand }: LaneEvents, name: string): readonly number[] {
  if (problem.decisions[mainDecision(problem)].name === name) return orders;
  return others?.[name] ?? demand.map(() => 0);
}

function numberRows(problem: Problem): Record<string, number> {
  return Object.fromEntries(Object.keys(problem.economics).map((name) => [name, 1]));
}

interface PlayedPeriod {
  readonly state: Values;
  readonly lane: Values;
  readonly period: Values;
  /** Units by decision. */
  readonly wanted: readonly Value[];
}

/** One period, with what is decided cut to what may be. */
function playPeriod(problem: Problem, { state, lane, period, wanted }: PlayedPeriod) {
  const stock = problem.observe(state);
  const decided: Record<string, Value> = {};
  problem.decisions.forEach(({ name, limit }, index) => {
    const most = limit?.(stock, decided);
    decided[name] = most ? wanted[index].atMost(most) : wanted[index];
  });
  const moment = { demand: period.demand, leadTime: period.leadTime };
  return { stock, decided, next: problem.step(state, decided, moment, lane as Economics<Value>) };
}

function problemPlan(problem: Problem): Plan {
  const names = problem.decisions.map(({ name }) => name);
  const decisionRows = Object.fromEntries(names.map((name) => [name, 1]));
  return compileRollout(
    {
      state: problem.state,
      lane: numberRows(problem),
      period: { demand: 1, leadTime: 1, ...decisionRows },
      parameters: [],
      step({ state, lane, period }) {
        const wanted = names.map((name) => period[name]);
        const { stock, decided, next } = playPeriod(problem, { state, lane, period, wanted });
        const records: Record<string, Value> = { ...next.ledger, cost: next.cost };
        records.position = stock.position;
        records.onHandSeen = stock.onHand;
        for (const name of names) records[`decided ${name}`] = decided[name];
        return { state: next.state, loss: next.cost, records };
      },
    },
    { gradient: false },
  );
}

function setStart(
  session: ReturnType<Executor["open"]>,
  problem: Problem,
  lanes: readonly Pick<LaneEvents, "stock" | "due">[],
): void {
  for (const [name, number] of Object.entries(problem.economics))
    session.setLane(name, 0, lanes.map((_, lane) => ofSeries(number, lane)));
  session.setState(problem.stockAt.name, problem.stockAt.row, lanes.map(({ stock }) => stock));
  for (let row = 0; row < problem.state.due; row++)
    session.setState("due", row, lanes.map(({ due }) => due?.[row] ?? 0));
}
