import type { Listed } from "../../jobs/list.js";
import { table } from "./table.js";

/** Kinds with their things, each with one sentence. */
export function listText(kinds: readonly Listed[]): string {
  return kinds.map(({ kind, entries }) => `${kind}\n${indented(entries)}`).join("\n\n");
}

function indented(entries: Listed["entries"]): string {
  const rows = table(entries, [
    { title: "", text: ({ name }) => `  ${name}` },
    { title: "", text: ({ summary }) => summary },
  ]);
  return rows.split("\n").slice(1).join("\n");
}
