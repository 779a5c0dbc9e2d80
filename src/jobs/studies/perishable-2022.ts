import { perishableSolver } from "../../solvers/perishable/perishable.js";
import { lifetimes, published, type PublishedExperiment } from "./perishable-2022-published.js";
import type { Study, StudyRow } from "./study.js";

/** Longest lifetimes that take seconds, by lead time. */
const quickLifetimes: Readonly<Record<number, number>> = { 1: 3, 2: 2 };
/** Printed without decimals. */
const HALF = 0.501;

/** Reward shaping for perishable inventory: the optimum and base-stock rules of scenario A. */
export const perishable2022: Study = {
  name: "perishable-2022",
  summary: "Stock that expires: the optimum and three base-stock rules on 32 instances, all exact.",
  async run({ quick }, { progress, signal }) {
    const instances = instancesOf(quick);
    const task = progress.start("Solving perishable stock", instances.length);
    const rows: StudyRow[] = [];
    for (const [done, instance] of instances.entries()) {
      task.advance(done, `experiment ${instance.experiment.experiment}, lifetime ${instance.lifetime}`);
      rows.push(...(await rowsOf(instance, signal)));
    }
    task.finish();
    return { rows };
  },
};

interface Instance {
  readonly lifetime: number;
  readonly experiment: PublishedExperiment;
}

function instancesOf(quick: boolean): Instance[] {
  return lifetimes
    .flatMap((lifetime) => published.map((experiment) => ({ lifetime, experiment })))
    .filter(({ lifetime, experiment }) => !quick || lifetime <= quickLifetimes[experiment.leadTime]);
}

async function rowsOf({ lifetime, experiment }: Instance, signal: AbortSignal): Promise<StudyRow[]> {
  const { issuing, leadTime, wasteCost } = experiment;
  const costs = { unitCost: 3, holdingCost: 1, shortageCost: 5, wasteCost };
  const { optimal, policies } = await perishableSolver.solve(
    { demand: "gamma:4,0.5", lifetime, leadTime, issuing, ...costs, maxOrder: 10, discount: 0.99 },
    { signal },
  );
  const printed: Readonly<Record<string, readonly number[]>> = {
    "optimal": experiment.optimal,
    "base-stock": experiment.baseStock,
  };
  const keys = { lifetime, experiment: experiment.experiment, issuing, leadTime, wasteCost };
  return [{ name: "optimal", parameters: {}, cost: optimal.cost }, ...policies].map((policy) => {
    const number = printed[policy.name]?.[lifetimes.indexOf(lifetime)] ?? null;
    const found = Object.entries(policy.parameters).map(([key, value]) => `${key} ${value}`);
    const differs = number !== null && Math.abs(policy.cost - number) > HALF;
    const note = differs ? [...found, "the printed mean is simulated, standard deviation about 60"] : found;
    return {
      keys: { ...keys, policy: policy.name },
      value: policy.cost,
      published: number,
      note: note.length > 0 ? note.join(", ") : undefined,
    };
  });
}
