import { OWN_ENGINE } from "./own-engine.js";
import { learnings } from "./learning.js";
import type { BenchResult, Comparison } from "./report.js";

/** An engine on a workload, with so many threads, or with those it is fastest with. */
interface Side {
  readonly workload: string;
  readonly engine: string;
  readonly threads?: number;
}

interface Wanted {
  readonly of: Side;
  readonly over: Side;
  readonly atLeast: number;
}

const own = (workload: string, threads?: number): Side => ({ workload, engine: OWN_ENGINE, threads });
const pytorch = (workload: string, threads?: number): Side => ({ workload, engine: "pytorch", threads });
const jax = (workload: string): Side => ({ workload, engine: "jax-js" });
const [middle, small, hdpo] = ["train-1024x50", "train-64x50", "train-8192x50-hdpo"];
const [simulate, products] = ["simulate-1000000x1", "matmul-limit"];

/** What the engine is to reach, in one and the same run. */
const wanted: readonly Wanted[] = [
  { of: own(middle), over: pytorch(middle), atLeast: 1.5 },
  { of: own(middle, 1), over: pytorch(middle, 1), atLeast: 0.8 },
  { of: own(small, 1), over: pytorch(small), atLeast: 3 },
  { of: own(hdpo), over: pytorch(hdpo), atLeast: 4 },
  ...[middle, small, hdpo].map((workload) => ({ of: own(workload), over: jax(workload), atLeast: 3 })),
  { of: own(simulate), over: pytorch(simulate), atLeast: 1.5 },
  { of: own(middle, 1), over: own(products, 1), atLeast: 0.8 },
  { of: own(middle, 2), over: own(products, 2), atLeast: 0.8 },
  { of: own(middle, 2), over: own(middle, 1), atLeast: 1.85 },
];

/** Ratios of all pairs of which both sides were measured and computed the same, and of what was published. */
export function comparisons(results: readonly BenchResult[]): Comparison[] {
  return [...measuredOnes(results), ...publishedOnes(results)];
}

/** Trainings beside what another program is known to reach. */
function publishedOnes(results: readonly BenchResult[]): Comparison[] {
  return learnings.flatMap(({ name, published: { over, perSecond, atLeast, threads } }) => {
    const mine = best(results, own(name, threads));
    if (!mine) return [];
    const ratio = mine.value / perSecond;
    return [{ name, of: title(mine), over, ratio, atLeast, reached: ratio >= atLeast }];
  });
}

/** Of operations per second. */
function measuredOnes(results: readonly BenchResult[]): Comparison[] {
  return wanted.flatMap(({ of, over, atLeast }) => {
    const [mine, theirs] = [best(results, of), best(results, over)];
    if (mine?.gigaflops === undefined || theirs?.gigaflops === undefined) return [];
    const ratio = mine.gigaflops / theirs.gigaflops;
    return [
      { name: of.workload, of: title(mine), over: title(theirs), ratio, atLeast, reached: ratio >= atLeast },
    ];
  });
}

function best(results: readonly BenchResult[], side: Side): BenchResult | undefined {
  return results
    .filter(({ name, engine, valid }) => valid && name === side.workload && engine === side.engine)
    .filter(({ threads }) => side.threads === undefined || threads === side.threads)
    .toSorted((a, b) => b.value - a.value)
    .at(0);
}

function title({ name, engine, threads }: BenchResult): string {
  const what = name === products ? `${engine} ${name}` : engine;
  return `${what}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
}
