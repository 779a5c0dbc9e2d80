import { procurementRemovalSolver } from "../../solvers/procurement-removal/procurement-removal.js";
import { instances, overstock, type RemovalInstance } from "./procurement-removal-instances.js";
import type { Study, StudyRow } from "./study.js";

/** Ordering and removal: instances that we publish with their exact answers. */
export const procurementRemoval: Study = {
  name: procurementRemovalSolver.problem,
  summary: "Order and remove stock: interval-stock levels and discounted costs of ten instances, exact.",
  async run({ part }, { progress, signal }) {
    const task = progress.start("Solving procurement with removal", instances.length);
    const rows: StudyRow[] = [];
    for (const [done, instance] of instances.entries()) {
      task.advance(done, instance.demand);
      rows.push(...(await part(`instance ${done + 1}`, () => rowsOf(instance, signal))));
    }
    task.finish();
    return { rows };
  },
};

async function rowsOf(instance: RemovalInstance, signal: AbortSignal): Promise<StudyRow[]> {
  const { lowLevel, upLevel, fromEmpty, fromOverstock, ...keys } = instance;
  const empty = await procurementRemovalSolver.solve(keys, { signal });
  const full = await procurementRemovalSolver.solve({ ...keys, onHand: overstock }, { signal });
  const levels = empty.optimal.parameters ?? {};
  const row = (measure: string, value: number, published: number | null): StudyRow => {
    return { keys: { ...keys, measure }, value, published };
  };
  return [
    row("order up to", levels.lowLevel, lowLevel),
    row("remove down to", levels.upLevel, upLevel),
    row("cost from empty", empty.optimal.cost, fromEmpty),
    row(`cost from ${overstock}`, full.optimal.cost, fromOverstock),
    ...full.policies
      .filter(({ name }) => name !== "interval-stock")
      .map(({ name, cost }) => row(`cost of ${name} from ${overstock}`, cost, null)),
  ];
}
