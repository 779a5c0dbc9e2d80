import type { Executor } from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import type { Decision } from "../problems/problem.js";
import type { RecordName } from "./period.js";
import { type StartState, simulator } from "./simulator.js";
import type { World } from "./world.js";

/** What a policy decides for each series at the start of one period, and what it saw. Units. */
export interface Decisions {
  /** Whole units, of all orders of the period together. */
  readonly order: Float32Array;
  /** The decisions of a period, in their order. */
  readonly each: readonly DecisionMade[];
}

export interface DecisionMade extends Pick<Decision, "name" | "direction"> {
  readonly quantity: Float32Array;
  /** What would be decided if the series were alone. */
  readonly wanted: Float32Array;
  readonly target: Float32Array;
  /** What the target is compared with. */
  readonly position: Float32Array;
}

export interface DecideOptions {
  readonly world: World;
  readonly setting: PolicySetting;
  readonly policy: BoundPolicy;
  readonly parameters: Float32Array;
  readonly executor: Executor;
  readonly series: Int32Array;
  /** The period of the decision. */
  readonly period: number;
  readonly stock: StartState;
}

/** Asks a policy once, through the same forward loop that trained it. */
export function decide(options: DecideOptions): Decisions {
  const { world, setting, policy, parameters, executor, series, period, stock } = options;
  const { decisions } = world.problem;
  const names = decisions.flatMap(({ name }) =>
    (["decided", "wanted", "target", "position"] as const).map((what) => `${what} ${name}` as const),
  );
  const compiled = simulator({
    executor,
    problem: world.problem,
    setting,
    decider: { policy },
    rounding: "whole",
    records: ["ordered", ...names],
    gradient: false,
    sharing: "cut",
  });
  const simulation = compiled.open({ lanes: series.length, periods: 1 });
  const start = new Int32Array(series.length).fill(period);
  simulation.load(world, { series, start, periods: 1, warmUp: 0 }, stock);
  simulation.run(parameters);
  const column = (name: RecordName) => {
    const values = new Float32Array(series.length);
    for (let lane = 0; lane < series.length; lane++) simulation.read(name, lane, values, lane);
    return values;
  };
  const each = decisions.map(({ name, direction }) => ({
    name,
    direction,
    quantity: column(`decided ${name}`),
    wanted: column(`wanted ${name}`),
    target: column(`target ${name}`),
    position: column(`position ${name}`),
  }));
  const made = { order: column("ordered"), each };
  simulation.dispose();
  return made;
}
