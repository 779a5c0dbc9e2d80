import type { Trained } from "../../jobs/train.js";
import { count, number } from "./number.js";
import { facts } from "./table.js";

const REFIT = "learned anew with the validation periods";

/** What a training run came to. */
export function trainText({ run, steps, bestStep, validationCost, keep }: Trained): string {
  return facts([
    ["validation cost", `${number(validationCost)} per series and period`],
    [keep === "refit" ? "best" : "kept", `step ${count(bestStep)} of ${count(steps)}`],
    ...(keep === "refit" ? [["kept", `${count(bestStep)} steps, ${REFIT}`] as const] : []),
    ["run", run],
  ]);
}
