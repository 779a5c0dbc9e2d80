import { assert } from "../../../base/errors.js";
import { type RandomStream, randomStream } from "../../../base/random.js";
import type { Panel } from "../../../demand/panel.js";
import type { Problem } from "../../../problems/index.js";
import { type Config, readConfig } from "../../../store/config-file.js";
import type { JobContext } from "../../context.js";
import { loadData } from "../../data.js";
import { createExecutor } from "../../executor.js";
import { splitRanges } from "../../ranges.js";
import { readProblem } from "../../setup.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { type Size, classical, learned } from "./contenders.js";
import { outcomeRows } from "./outcome-rows.js";
import type { Outcome } from "./plays.js";
import { spreadSeries } from "./some-series.js";

export interface PanelStudyOptions extends Pick<Study, "name" | "summary"> {
  readonly full: Size;
  readonly quick: Size;
  /** Problems to be played with the same demand; default: that of the configuration. */
  cases?(panel: Panel, stream: RandomStream): readonly Case[];
}

export interface Case {
  readonly name: string;
  readonly problem: Problem;
}

/**
 * Real demand, a problem, and policies: those that are fitted see all periods before the test, those that are
 * trained are chosen by validation, and all play the same periods after it.
 */
export function panelStudy({ name, summary, full, quick: less, cases }: PanelStudyOptions): Study {
  return {
    name,
    summary,
    files: ["config"],
    async run({ files, quick, part, breathe }: StudyOptions, context: JobContext) {
      assert(files !== undefined, "the files of a study were asked for");
      const config = await readConfig(files.config);
      const size = quick ? less : full;
      const panel = spreadSeries((await loadData(config, undefined, context)).panel, size.series);
      const [ranges, executor] = [splitRanges(panel, config), createExecutor(context.threads)];
      const given = cases?.(panel, randomStream(config.seed)) ?? [configured(config, panel)];
      const task = context.progress.start("Cases", given.length * (size.seeds.length + 1));
      const rows: StudyRow[] = [];
      let done = 0;
      for (const { name: which, problem } of given) {
        const parts = (seed: number) => ({ panel, problem, ranges, executor, stream: randomStream(seed) });
        const finished = (outcomes: readonly Outcome[], what: string) => {
          task.advance(++done, `${which}, ${what}`);
          return outcomes;
        };
        const outcomes: Outcome[] = [];
        for (const seed of size.seeds) {
          const compute = () => learned(parts(seed), size, breathe);
          outcomes.push(...finished(await part(`${which}, seed ${seed}`, compute), `seed ${seed}`));
        }
        const fit = () => classical(parts(config.seed), breathe);
        outcomes.push(...finished(await part(`${which}, classical`, fit), "classical"));
        rows.push(...outcomeRows({ case: which }, outcomes, randomStream(1).child(which)));
      }
      task.finish();
      return { rows };
    },
  };
}

function configured(config: Config, panel: Panel): Case {
  const problem = readProblem(config, panel);
  return { name: problem.name, problem };
}
