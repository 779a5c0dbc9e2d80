import type { Penalty } from "../penalties/index.js";
import { placedRounding } from "../simulation/period.js";
import { type Windows, simulator } from "../simulation/simulator.js";
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

/** Plays a policy over windows as it would be played for real, and looks at it in every period. */
export function violationRates(
  { world, setting, policy, executor, stream }: Omit<TrainingTask, "range">,
  { penalties, parameters, windows }: {
    penalties: readonly Penalty[];
    parameters: Float32Array;
    windows: Windows;
  },
): ViolationRates {
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
  const { periods, warmUp } = windows;
  const lanes = windows.series.length;
  const simulation = compiled.open({ lanes, periods });
  const { uniform } = stream.child("box");
  simulation.load(world, windows, usualStart(world, windows), { uniform });
  simulation.run(parameters);
  const rate = (name: typeof MET) => {
    const excess = new Float32Array(periods);
    let broken = 0;
    for (let lane = 0; lane < lanes; lane++) {
      simulation.read(name, lane, excess, 0);
      for (let t = warmUp; t < periods; t++) if (excess[t] > TOLERATED) broken++;
    }
    return broken / (lanes * (periods - warmUp));
  };
  const rates = { met: rate(MET), drawn: rate(DRAWN) };
  simulation.dispose();
  return rates;
}
