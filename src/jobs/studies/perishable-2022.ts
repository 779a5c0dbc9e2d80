import { perishableSolver } from "../../solvers/perishable/perishable.js";
import { lifetimes, published, type PublishedExperiment } from "./perishable-2022-published.js";
import type { Study, StudyRow } from "./study.js";

/** Longest lifetimes that take seconds, by lead time. */
const quickLifetimes: Readonly<Record<number, number>> = { 1: 3, 2: 2 };
/** Levels above the largest order seem not to have been searched: our cost of level 10 is the printed one. */
const HIGHEST_LEVEL_PRINTED = 10;
/** Printed without decimals. */
const HALF = 0.501;

/** Reward shaping for perishable inventory: the optimum and base-stock rules of scenario A. */
export const perishable2022: Study = {
  name: "perishable-2022",
  summary: "Stock that expires: the optimum and three base-stock rules on 32 instances, all exact.",
  async run({ quick, part }, { progress, signal }) {
    const instances = instancesOf(quick);
    const task = progress.start("Solving perishable stock", instances.length);
    const rows: StudyRow[] = [];
    for (const [done, instance] of instances.entries()) {
      const name = `experiment ${instance.experiment.experiment}, lifetime ${instance.lifetime}`;
      task.advance(done, name);
      rows.push(...(await part(name, () => rowsOf(instance, signal))));
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
  // The solver gives base-stock first.
  const printed: readonly (readonly number[])[] = [experiment.optimal, experiment.baseStock];
  const keys = { lifetime, experiment: experiment.experiment, issuing, leadTime, wasteCost };
  return [{ name: "optimal", parameters: {}, cost: optimal.cost }, ...policies].map((policy, rank) => {
    const number = printed[rank]?.[lifetimes.indexOf(lifetime)] ?? null;
    const found = Object.entries(policy.parameters).map(([key, value]) => `${key} ${value}`);
    const differs = number !== null && Math.abs(policy.cost - number) > HALF;
    const note = differs ? [...found, reasonOf(policy.parameters)] : found;
    return {
      keys: { ...keys, policy: policy.name },
      value: policy.cost,
      published: number,
      note: note.length > 0 ? note.join(", ") : undefined,
    };
  });
}

function reasonOf(parameters: Readonly<Record<string, number>>): string {
  return parameters.level > HIGHEST_LEVEL_PRINTED
    ? `the printed cost is that of level ${HIGHEST_LEVEL_PRINTED}`
    : "the printed mean is simulated, with a standard deviation of about 60 over paths";
}
