import { InputError } from "../base/errors.js";
import { type Distribution, parseDistribution, pmf } from "../demand/distributions.js";
import { periodCount } from "../demand/panel.js";
import type { World } from "../simulation/world.js";
import { type BestOrders, solvers, unsteady } from "../solvers/index.js";
import { isStationary } from "../store/config-file.js";
import type { JobContext } from "./context.js";
import type { Setup } from "./setup.js";

/** The best orders of a series as if its circumstances never changed, or why they are not known. */
export type BestOrdersFound =
  | { readonly best: BestOrders; readonly demand: string }
  | { readonly why: string };

/** Solves a series exactly, where its problem has a solver for it that takes seconds. */
export async function bestOrdersOf(
  { world, config }: Setup,
  series: number,
  { stockMost, context }: { readonly stockMost: number; readonly context: JobContext },
): Promise<BestOrdersFound> {
  const { problem } = world;
  const solver = solvers.find((known) => known.problem === problem.name && known.bestOrders !== undefined);
  if (!solver?.bestOrders) return { why: `nothing solves ${problem.name} for every state` };
  const why = unsteady(world);
  if (why !== undefined) return { why };
  const known = isStationary(config.data) ? parseDistribution(config.data.generate) : undefined;
  const demand = known ?? observedDemand(world, series);
  try {
    const best = await solver.bestOrders({ problem, series, demand, stockMost }, context);
    return { best, demand: demand.text };
  } catch (error) {
    if (error instanceof InputError) return { why: `${error.place}: ${error.found}` };
    throw error;
  }
}

/** Whole units of each period since the series is on offer, each as likely as any other. */
function observedDemand({ panel, demand }: World, series: number): Distribution {
  const periods = periodCount(panel);
  const first = panel.firstPeriod[series];
  const seen = demand.subarray(series * periods + first, (series + 1) * periods);
  const probabilities: number[] = Array(Math.round(Math.max(...seen, 0)) + 1).fill(0);
  for (const units of seen) probabilities[Math.round(units)] += 1 / seen.length;
  return pmf(probabilities, `any of its last ${seen.length} periods, each as likely`);
}
