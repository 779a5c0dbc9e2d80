import type { InspectedOrders, Inspection } from "../../store/report/inspection.js";
import { table } from "./table.js";

/** What each map shows, in a line, and where the maps are. */
export function inspectText({ inspected }: Inspection, out: string): string {
  const lines = table<InspectedOrders>(inspected, [
    { title: "series", text: ({ series }) => series },
    { title: "run", text: ({ run }) => run },
    { title: "largest order", align: "right", text: ({ orders }) => `${Math.max(...orders)}` },
    { title: "violations %", align: "right", text: ({ broken }) => percent(broken) },
  ]);
  return `${lines}\n\nMaps: ${out}`;
}

function percent(broken: readonly boolean[]): string {
  return ((100 * broken.filter(Boolean).length) / broken.length).toFixed(1);
}
