import type { Trained } from "../../jobs/train.js";
import { count, number } from "./number.js";
import { facts } from "./table.js";

/** What a training run came to. */
export function trainText({ run, steps, bestStep, validationCost }: Trained): string {
  return facts([
    ["validation cost", `${number(validationCost)} per series and period`],
    ["kept", `step ${count(bestStep)} of ${count(steps)}`],
    ["run", run],
  ]);
}
