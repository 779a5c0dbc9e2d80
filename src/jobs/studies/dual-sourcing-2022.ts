import { dualSourcingSolver } from "../../solvers/dual-sourcing/dual-sourcing.js";
import { published, type PublishedDualSourcing } from "./dual-sourcing-2022-published.js";
import type { Study, StudyRow } from "./study.js";

/** Gaps were printed with two digits, some of them cut off rather than rounded. */
const LABEL = 0.0101;
/** Costs were printed with two decimals, or computed with four. */
const HALF_A_CENT = 0.0055;

/** A cheap slow supplier and a dear fast one: the optimum and four classical policies. */
export const dualSourcing2022: Study = {
  name: "dual-sourcing-2022",
  summary: "Two suppliers: the optimum and four classical policies on 20 instances of two papers.",
  async run({ part }, { progress, signal }) {
    const task = progress.start("Solving with two suppliers", published.length);
    const rows: StudyRow[] = [];
    for (const [done, instance] of published.entries()) {
      task.advance(done, `${instance.source}, regular lead time ${instance.regularLeadTime}`);
      rows.push(...(await part(`instance ${done + 1}`, () => rowsOf(instance, signal))));
    }
    task.finish();
    return { rows };
  },
};

async function rowsOf(instance: PublishedDualSourcing, signal: AbortSignal): Promise<StudyRow[]> {
  const { source, demandMost, shortageCost, regularLeadTime, regularCost, expeditedCost } = instance;
  const costs = { holdingCost: 5, shortageCost, regularCost, expeditedCost };
  const demand = `uniform:0,${demandMost}`;
  const solution = await dualSourcingSolver.solve(
    { demand, ...costs, regularLeadTime, expeditedLeadTime: 0 },
    { signal },
  );
  const keys = { source, demand, shortageCost, regularLeadTime, expeditedCost };
  const optimum: StudyRow = {
    keys: { ...keys, policy: "optimal", measure: "average cost" },
    value: solution.optimal.cost,
    published: instance.optimal,
    note: noteOf(solution.optimal.cost - instance.optimal, HALF_A_CENT),
  };
  const gaps = solution.policies.map(({ name, parameters, gapPercent }): StudyRow => {
    const value = gapPercent ?? 0;
    const printed = instance.gaps?.[name] ?? null;
    const found = Object.entries(parameters).map(([key, number]) => `${key} ${number}`).join(", ");
    const differs = printed === null ? undefined : noteOf(value - printed, LABEL);
    return {
      keys: { ...keys, policy: name, measure: "gap in %" },
      value,
      published: printed,
      note: differs ? `${found}; ${differs}` : found,
    };
  });
  return [optimum, ...gaps];
}

function noteOf(difference: number, most: number): string | undefined {
  return Math.abs(difference) <= most ? undefined : "differs by more than the digits printed";
}
