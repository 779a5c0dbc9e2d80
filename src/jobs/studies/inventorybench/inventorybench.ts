import { assert } from "../../../base/errors.js";
import { randomStream } from "../../../base/random.js";
import { type BenchInstance, readBench } from "../../../store/inventorybench-files.js";
import type { JobContext } from "../../context.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { hindsightBound } from "./hindsight.js";
import { play } from "./play.js";

/** Scores of all 1,320 instances in the benchmark's paper: the best method, and its baseline. */
const PUBLISHED = "published over all 1,320 instances: best method 0.5380, capped base-stock 0.4447";
const SEED = 1;
const QUICK = 6;

interface Scored {
  readonly instance: BenchInstance;
  readonly score: number;
}

/** One adaptive policy for every instance of InventoryBench, from five known periods on. */
export const inventorybench: Study = {
  name: "inventorybench",
  summary: "An adaptive newsvendor on the instances of InventoryBench; the score is the mean of instances.",
  files: ["instances", "trajectories"],
  async run({ quick, files, breathe }: StudyOptions, context: JobContext) {
    assert(files !== undefined, "the files of a study were asked for");
    const all = await readBench(files, context.signal);
    const chosen = quick ? all.slice(0, QUICK) : all;
    const task = context.progress.start("Playing", chosen.length);
    const scored: Scored[] = [];
    for (const instance of chosen) {
      await breathe();
      scored.push({ instance, score: play(instance, randomStream(SEED).child(instance.id)) });
      task.advance(scored.length);
    }
    task.finish();
    return { rows: rowsOf(scored) };
  },
};

/** All instances first, then each family under each setting of lead times. */
function rowsOf(scored: readonly Scored[]): StudyRow[] {
  const groupOf = ({ instance }: Scored) => `${instance.family} ${instance.leadTimeSetting}`;
  const groups = [...new Set(scored.map(groupOf))].sort();
  return [
    { ...rowOf("all", "all", scored), note: `${PUBLISHED}; ${boundNote(scored)}` },
    ...groups.map((group) => {
      const members = scored.filter((each) => groupOf(each) === group);
      const { family, leadTimeSetting } = members[0].instance;
      return rowOf(family, leadTimeSetting, members);
    }),
  ];
}

/** What nobody can better, whatever he knows. */
function boundNote(scored: readonly Scored[]): string {
  const bounds = scored.map(({ instance }) => ({ instance, score: hindsightBound(instance) }));
  const { value, low, high } = rowOf("all", "all", bounds);
  const [mean, from, to] = [value, low, high].map((score) => score?.toFixed(3));
  return `hindsight at most ${mean} (${from} to ${to})`;
}

/** The mean score with the 95 % interval of its standard error over instances. */
function rowOf(family: string, leadTimes: string, members: readonly Scored[]): StudyRow {
  const count = members.length;
  const value = members.reduce((sum, { score }) => sum + score, 0) / count;
  const variance = members.reduce((sum, { score }) => sum + (score - value) ** 2, 0) / Math.max(count - 1, 1);
  const halfWidth = 1.96 * Math.sqrt(variance / count);
  return {
    keys: { family, leadTimes, instances: count },
    value,
    low: value - halfWidth,
    high: value + halfWidth,
    published: null,
  };
}
