import { type Executor, type Parameter, type Plan } from "../../src/engine/index.js";
import { compileRollout, referenceExecutor, spread } from "../../src/engine/index.js";
import type { EconomicsName, Ledger, Problem } from "../../src/problems/problem.js";
import { ECONOMICS, ofSeries } from "../../src/problems/problem.js";
import { executor as usualExecutor } from "./executor.js";

/** What happens to one lane: numbers per period, all of the same length. */
export interface LaneEvents {
  readonly demand: readonly number[];
  readonly orders: readonly number[];
  /** Lead time of the order of each period; negative where it never arrives. */
  readonly leadTimes: readonly number[];
  /** Stock before the first receipt. */
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
  "onHand",
] as const satisfies readonly (keyof Ledger)[];
export type PlayedName = (typeof FLOWS)[number] | "cost" | "position" | "onHandSeen";
const PLAYED: readonly PlayedName[] = [...FLOWS, "cost", "position", "onHandSeen"];

/** What happened in one lane: every flow over the periods, and what is still on order afterwards. */
export type PlayedLane = Readonly<Record<PlayedName, readonly number[]>> & { readonly stillOnOrder: number };

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
    session.setPeriods("order", 0, lane, events.orders, 0);
  });
  setStart(session, problem, lanes);
  session.run(new Float32Array());
  const stillDue = Array.from({ length: problem.state.due }, (_, row) => session.readState("due", row));
  const played = lanes.map((_, lane) => {
    const read = (name: PlayedName) => {
      const values = new Float32Array(periods);
      session.readRecord(name, 0, lane, values, 0);
      return [...values];
    };
    const entries = PLAYED.map((name) => [name, read(name)] as const);
    const flows = Object.fromEntries(entries) as Record<PlayedName, number[]>;
    return { ...flows, stillOnOrder: sum(stillDue.map((row) => row[lane])) };
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

/**
 * Total cost of the counted periods of one lane as a function of its orders, with its gradient; in double
 * precision, for finite differences.
 */
export function costOfOrders(problem: Problem, events: LaneEvents, options: CostOfOrdersOptions = {}) {
  const { counts = events.demand.map(() => 1), differentiate = true } = options;
  const periods = events.demand.length;
  const orders: Parameter = { name: "orders", rows: periods, columns: 1 };
  const plan = compileRollout(
    {
      state: problem.state,
      lane: economicsRows,
      period: { demand: 1, leadTime: 1, counts: 1, now: periods },
      parameters: [orders],
      step({ state, lane, period }) {
        const order = spread(orders).mul(period.now).sumRows();
        const moment = { demand: period.demand, leadTime: period.leadTime };
        const next = problem.step(state, { order }, moment, lane as Record<EconomicsName, (typeof lane)[string]>);
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
  const at = (ordered: readonly number[]) => session.run(Float32Array.from(ordered));
  return {
    cost: at,
    gradient(ordered: readonly number[]) {
      at(ordered);
      return [...session.gradient];
    },
  };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const economicsRows = Object.fromEntries(ECONOMICS.map((name) => [name, 1]));

function problemPlan(problem: Problem): Plan {
  return compileRollout(
    {
      state: problem.state,
      lane: economicsRows,
      period: { demand: 1, leadTime: 1, order: 1 },
      parameters: [],
      step({ state, lane, period }) {
        const { onHand, position } = problem.observe(state);
        const moment = { demand: period.demand, leadTime: period.leadTime };
        const economics = lane as Record<EconomicsName, (typeof lane)[string]>;
        const next = problem.step(state, { order: period.order }, moment, economics);
        const seen = { position, onHandSeen: onHand };
        return { state: next.state, loss: next.cost, records: { ...next.ledger, cost: next.cost, ...seen } };
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
  for (const name of ECONOMICS)
    session.setLane(name, 0, lanes.map((_, lane) => ofSeries(problem.economics[name], lane)));
  session.setState("stock", 0, lanes.map(({ stock }) => stock));
  for (let row = 0; row < problem.state.due; row++)
    session.setState("due", row, lanes.map(({ due }) => due?.[row] ?? 0));
}
