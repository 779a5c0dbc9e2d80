import type { Policy } from "../../src/policies/policy.js";
import type { Problem } from "../../src/problems/problem.js";
import type { Rounding } from "../../src/simulation/period.js";
import { type Sampled, averageAfter, simulatedFlows } from "./simulated-flows.js";

export { stationaryWorld } from "./stationary-world.js";

export interface LongRun {
  readonly problem: Problem;
  /** As users write it, "poisson:5". */
  readonly demand: string;
  readonly policy: Policy;
  readonly rounding?: Rounding;
  readonly series?: number;
  readonly periods?: number;
  readonly warmUp?: number;
}

/** Average cost per period in the long run, by simulating independent series, with its standard error. */
export function longRunCost({ warmUp = 100, periods = 600, ...options }: LongRun): Sampled {
  const summary = simulatedFlows({ ...options, periods }, ["cost"]);
  return summary(({ cost }) => cost, averageAfter(warmUp, periods));
}
