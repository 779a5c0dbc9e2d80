import type { Solution, SolvedPolicy } from "../../solvers/solver.js";
import { table } from "./table.js";

/** The optimum, every policy with its gap, and what the reader must know. */
export function solveText({ problem, objective, optimal, policies, notes }: Solution): string {
  const rows: SolvedPolicy[] = [
    { name: "optimal", parameters: optimal.parameters ?? {}, cost: optimal.cost, gapPercent: null },
    ...policies,
  ];
  const lines = table(rows, [
    { title: "policy", text: ({ name }) => name },
    { title: "cost", align: "right", text: ({ cost }) => cost.toFixed(4) },
    { title: "gap %", align: "right", text: ({ gapPercent }) => gapPercent?.toFixed(2) ?? "" },
    { title: "parameters", text: ({ parameters }) => parametersText(parameters) },
  ]);
  return [`${problem}: ${objective}`, "", lines, "", ...notes].join("\n");
}

function parametersText(parameters: Readonly<Record<string, number>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toPrecision(4)}`)
    .join(", ");
}
