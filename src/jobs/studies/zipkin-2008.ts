import { lostSalesSolver } from "../../solvers/lost-sales/lost-sales.js";
import type { Study, StudyRow } from "./study.js";
import { leadTimes, published, shortageCosts } from "./zipkin-2008-published.js";

/** Lead times that are solved within a second. */
const QUICK_LEAD_TIME = 2;
/** Printed with two decimals or four; a difference below half of the last digit is none. */
const HALF_A_CENT = 0.00501;
/** What a demand table that ends early changes in the costs of geometric demand, as a part of them. */
const CUT_OFF = 0.001;

/** Old and new methods for lost-sales inventory systems. */
export const zipkin2008: Study = {
  name: "zipkin-2008",
  summary: "Lost sales with lead times: the optimum and nine classical policies on Zipkin's 32 instances.",
  async run({ quick, part }, { progress, signal }) {
    const instances = instancesOf(quick);
    const task = progress.start("Solving Zipkin's instances", instances.length);
    const rows: StudyRow[] = [];
    for (const [done, instance] of instances.entries()) {
      const { demand, shortageCost, leadTime } = instance;
      const name = `${demand}, shortage cost ${shortageCost}, lead time ${leadTime}`;
      task.advance(done, name);
      rows.push(...(await part(name, () => rowsOf(instance, signal))));
    }
    task.finish();
    return { rows };
  },
};

interface Instance {
  readonly demand: string;
  readonly shortageCost: number;
  readonly leadTime: number;
}

function instancesOf(quick: boolean): Instance[] {
  const lengths = leadTimes.filter((leadTime) => !quick || leadTime <= QUICK_LEAD_TIME);
  return Object.keys(published).flatMap((demand) =>
    shortageCosts.flatMap((shortageCost) => lengths.map((leadTime) => ({ demand, shortageCost, leadTime }))),
  );
}

async function rowsOf(instance: Instance, signal: AbortSignal): Promise<StudyRow[]> {
  const { optimal, policies } = await lostSalesSolver.solve({ ...instance, holdingCost: 1 }, { signal });
  const found = [{ name: "optimal", cost: optimal.cost }, ...policies];
  return found.map(({ name, cost }) => {
    const printed = printedFor(instance, name);
    const note = printed === null ? undefined : noteOf(name, cost, printed);
    return { keys: { ...instance, policy: name }, value: cost, published: printed, note };
  });
}

function printedFor({ demand, shortageCost, leadTime }: Instance, policy: string): number | null {
  const rows = published[demand][policy];
  return rows?.[shortageCosts.indexOf(shortageCost)][leadTimes.indexOf(leadTime)] ?? null;
}

/** Why a cost may differ from the printed one; undefined where it does not, or should not. */
function noteOf(policy: string, cost: number, printed: number): string | undefined {
  const difference = Math.abs(cost - printed);
  if (difference <= HALF_A_CENT) return undefined;
  if (difference < CUT_OFF * cost && policy !== "better vector base-stock") return notes.other;
  return notes[policy];
}

const notes: Readonly<Record<string, string | undefined>> = {
  "better vector base-stock": "we search every vector of levels that the rule can give, the paper not all",
  other: "within 0.1 %: the paper does not say where it cuts demand off",
  "best constant order": "printed is what stock costs that is thrown away above s_0 of lead time 4",
  "dual balancing": "the printed cost is out of line with those of shorter lead times",
};
