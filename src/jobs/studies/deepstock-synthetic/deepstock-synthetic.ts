import { sideBySide } from "../../side-by-side.js";
import type { Study, StudyResult, StudyRow } from "../study.js";
import { autoregressiveRows } from "./autoregressive-rows.js";
import { bellmanResult } from "./bellman-error.js";
import { benchmarkRows, benchmarks } from "./independent-benchmarks.js";
import { independentRows } from "./independent-rows.js";
import { newsvendorCosts } from "./newsvendor-levels.js";
import { ORDER_COUNTS, normalResult } from "./normal-rows.js";
import { searchedResult } from "./searched-rows.js";
import { trainings } from "./training.js";
import type { StudyRun } from "./trainings.js";

/** Costs of fractiles that are known, and empirical, in setting 4 with so many products. */
const fractiles = new Map([
  [5, ["2.36687 2.37261 2.37919 2.38840 2.37640", "3.31511 2.61558 2.56600 2.45147 2.45656"]],
  [10, ["2.25694 2.26721 2.27117 2.27281 2.26395", "3.30498 2.52103 2.38266 2.34719 2.28773"]],
  [20, ["2.09317 2.10640 2.10105 2.09992 2.10026", "2.75205 2.32110 2.18486 2.16427 2.13053"]],
]);

const TRIALS = 10;

/** DeepStock's synthetic experiment (Xie et al. 2026, arXiv 2603.19621); only its benchmarks are quick. */
export const deepstockSynthetic: Study = {
  name: "deepstock-synthetic",
  summary: "DeepStock's synthetic settings: three methods with two heads beside the best that can be done.",
  trials: { whole: TRIALS, quick: 0 },
  async run({ part, breathe, quick, trials = TRIALS }, context) {
    const rows: StudyRow[] = [];
    for (const benchmark of benchmarks) rows.push(...(await part(benchmark, () => benchmarkRows(benchmark))));
    for (const [products, costs] of fractiles)
      rows.push(...(await part(`${products} products`, () => fractileRows(products, costs))));
    if (quick) return { rows };
    const learner = sideBySide(trainings, Infinity, context);
    const study = { part, breathe, context, learner };
    const learned = await learnedResults(trials, study).finally(() => learner.close());
    const results = [{ rows }, ...learned];
    return {
      rows: results.flatMap((result) => result.rows),
      figures: results.flatMap(({ figures = [] }) => figures),
    };
  },
};

async function learnedResults(trials: number, study: StudyRun): Promise<StudyResult[]> {
  return [
    { rows: await independentRows(study) },
    await searchedResult(trials, study),
    await bellmanResult(study),
    { rows: await autoregressiveRows(study) },
    await normalResult([...fractiles.keys()], study),
  ];
}

function fractileRows(products: number, known: readonly string[]): StudyRow[] {
  return ORDER_COUNTS.flatMap((orders, index) => {
    const found = newsvendorCosts(products, orders);
    const costs = { known: found.known.test, empirical: found.empirical };
    return (["known", "empirical"] as const).map((spread, line) => ({
      keys: { setting: 4, policy: `${spread} fractile`, trajectories: "test", products, orders },
      value: costs[spread],
      published: Number(known[line].split(" ")[index]),
    }));
  });
}
