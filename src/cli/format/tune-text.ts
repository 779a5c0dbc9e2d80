import type { TuneResult } from "../../jobs/tune.js";
import { count, number } from "./number.js";
import { facts, table, type Column } from "./table.js";

type Finalist = TuneResult["finalists"][number];

/** The finalists, the best first, and what was chosen. */
export function tuneText({ tried, finalists, best }: TuneResult): string {
  const names = Object.keys(best.choice);
  const columns: Column<Finalist>[] = [
    { title: "trial", align: "right", text: ({ trial }) => String(trial) },
    { title: "validation cost", align: "right", text: ({ meanCost }) => number(meanCost) },
    { title: "over seeds", text: ({ costs }) => costs.map(number).join(" ") },
    ...names.map((name) => ({ title: name, text: ({ choice }: Finalist) => shownValue(choice[name]) })),
  ];
  const givenUp = tried.filter((trial) => trial.givenUp).length;
  const chosen = facts([
    ["configurations", `${count(tried.length)} tried, ${count(givenUp)} of them given up early`],
    ["chosen", `trial ${best.trial}, seed ${best.medianSeed} (the median of its seeds)`],
    ["configuration", best.config],
  ]);
  return `${table(finalists, columns)}\n\n${chosen}`;
}

function shownValue(value: Finalist["choice"][string]): string {
  if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(4)));
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}
