import { assert } from "../base/errors.js";
import type { Penalty } from "../penalties/index.js";
import { placedRounding } from "../simulation/period.js";
import { type StartState, type Windows, simulator } from "../simulation/simulator.js";
import { usualStart } from "../simulation/start-state.js";
import { DRAWN, MET, structureProbe } from "./structure-probe.js";
import type { TrainingTask } from "./trainer.js";

/** Shares of states in which a policy breaks at least one inequality. */
export interface ViolationRates {
  /** Of the states that it meets. */
  readonly met: number;
  /** Of the states of the box. */
  readonly drawn: number;
}

/** A slope must be wrong by more than this to count. */
const TOLERATED = 1e-3;

export interface LookedAt {
  readonly penalties: readonly Penalty[];
  readonly parameters: Float32Array;
  readonly windows: Windows;
}

/** Plays a policy over windows as it would be played for real, and looks at it in every period. */
export function violationRates(task: Omit<TrainingTask, "range">, looked: LookedAt): ViolationRates {
  const { windows } = looked;
  const { periods, warmUp } = windows;
  const { met, drawn } = broken(task, { ...looked, start: usualStart(task.world, windows) });
  const rate = (states: readonly boolean[]) => {
    const counted = states.filter((_, cell) => cell % periods >= warmUp);
    return counted.filter(Boolean).length / counted.length;
  };
  return { met: rate(met), drawn: rate(drawn) };
}

/** Whether a policy breaks at least one inequality in each of the states given, one per lane. */
export function brokenAtStart(
  task: Omit<TrainingTask, "range">,
  looked: LookedAt & { start: StartState },
): readonly boolean[] {
  assert(looked.windows.periods === 1, "a period per lane");
  return broken(task, looked).met;
}

/** By lane and period, of the states met and of those drawn. */
function broken(
  { world, setting, policy, executor, stream }: Omit<TrainingTask, "range">,
  { penalties, parameters, windows, start }: LookedAt & { start: StartState },
) {
  const { problem } = world;
  const weighted = penalties.map((penalty) => ({ penalty, weight: 1 }));
  const compiled = simulator({
    executor,
    problem,
    setting,
    decider: { policy },
    rounding: placedRounding(problem),
    records: [MET, DRAWN],
    gradient: false,
    probe: structureProbe(problem, { penalties: weighted, form: "hinge" }),
  });
  const { periods } = windows;
  const lanes = windows.series.length;
  const simulation = compiled.open({ lanes, periods });
  const { uniform } = stream.child("box");
  simulation.load(world, windows, start, { uniform });
  simulation.run(parameters);
  const wrong = (name: typeof MET): boolean[] => {
    const excess = new Float32Array(lanes * periods);
    for (let lane = 0; lane < lanes; lane++) simulation.read(name, lane, excess, lane * periods);
    return Array.from(excess, (most) => most > TOLERATED);
  };
  const found = { met: wrong(MET), drawn: wrong(DRAWN) };
  simulation.dispose();
  return found;
}
