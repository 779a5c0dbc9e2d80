import type { Executor } from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import type { RecordName } from "./period.js";
import { type StartState, simulator } from "./simulator.js";
import type { World } from "./world.js";

/** One decision of a policy for each series, and what it saw. Units. */
export interface Decisions {
  /** Whole units. */
  readonly order: Float32Array;
  readonly target: Float32Array;
  readonly position: Float32Array;
  /** What the first decision would order if its series were alone. */
  readonly wanted: Float32Array;
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
  const wantedName = `wanted ${world.problem.decisions[0].name}` as const;
  const compiled = simulator({
    executor,
    problem: world.problem,
    setting,
    decider: { policy },
    rounding: "whole",
    records: ["ordered", "target", "position", wantedName],
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
  const decisions = {
    order: column("ordered"),
    target: column("target"),
    position: column("position"),
    wanted: column(wantedName),
  };
  simulation.dispose();
  return decisions;
}
