import { poisson } from "../../demand/distributions.js";
import { demandTable, optimalSsPolicy } from "../../solvers/formulas/index.js";
import type { Study, StudyRow } from "./study.js";
import { type Answer, ssAnswers, textbookExamples } from "./textbook-examples.js";

/** Zheng and Federgruen (1991): mean of Poisson demand, s, S and cost; h = 1, p = 9, K = 64. */
const zhengFedergruen: readonly (readonly [mean: number, s: string, S: string, cost: string])[] = [
  [10, "6", "40", "35.022"], [15, "10", "49", "42.698"], [20, "14", "62", "49.173"],
  [21, "15", "65", "50.406"], [22, "16", "68", "51.632"], [23, "17", "52", "52.757"],
  [24, "18", "54", "53.518"], [25, "19", "56", "54.262"], [30, "23", "66", "57.819"],
  [35, "28", "77", "61.215"], [40, "33", "87", "64.512"], [45, "37", "97", "67.776"],
  [50, "42", "108", "70.975"], [51, "43", "110", "71.611"], [52, "44", "112", "72.246"],
  [55, "47", "118", "74.149"], [59, "51", "126", "76.679"], [60, "52", "129", "77.306"],
  [61, "52", "131", "77.929"], [63, "54", "73", "78.287"], [64, "55", "74", "78.402"],
  [65, "56", "75", "78.518"], [70, "62", "81", "79.037"], [75, "67", "86", "79.554"],
];

/** The formulas and algorithms of the books, each beside the number that was printed. */
export const textbook: Study = {
  name: "textbook",
  summary: "Newsvendor, lot sizes, (s, S), (r, Q): Snyder and Shen's examples, Zheng and Federgruen's table.",
  async run({ part }, { progress }) {
    const examples = textbookExamples.length + zhengFedergruen.length;
    const task = progress.start("Working textbook examples", examples);
    const rows: StudyRow[] = [];
    let done = 0;
    const add = async (example: string, title: string, answers: () => readonly Answer[]) => {
      const found = await part(`${example}, ${title}`, answers);
      rows.push(...found.map((answer) => rowOf(example, title, answer)));
      task.advance(++done, title);
    };
    for (const { example, title, answers } of textbookExamples)
      await add(`Snyder and Shen ${example}`, title, answers);
    for (const [mean, ...printed] of zhengFedergruen) {
      const answers = () => ssAnswers(poissonPolicy(mean), printed);
      await add(`Zheng and Federgruen, mean ${mean}`, "(s, S), Poisson demand", answers);
    }
    task.finish();
    return { rows };
  },
};

function poissonPolicy(mean: number) {
  const demand = demandTable(poisson(mean));
  return optimalSsPolicy({ orderCost: 64, holdingCost: 1, shortageCost: 9, demand });
}

function rowOf(example: string, title: string, [quantity, found, printed]: Answer): StudyRow {
  const digits = printed.split(".")[1]?.length ?? 0;
  const note = found.toFixed(digits) === printed ? undefined : "differs from what was printed";
  return { keys: { example, title, quantity }, value: found, published: Number(printed), note };
}
