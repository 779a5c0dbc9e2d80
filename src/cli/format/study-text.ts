import type { Studied, StudiedRow } from "../../jobs/study.js";
import { table, type Column } from "./table.js";

/** Every row of the study beside the published number, and the largest difference. */
export function studyText({ summary, quick, rows }: Studied): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name): Column<StudiedRow> => {
    const align = rows.some((row) => typeof row[name] === "number") ? "right" : "left";
    return { title: title(name), align, text: (row) => cell(name, row[name]) };
  });
  const part = quick ? " (a quick part of it)" : "";
  return `${summary}${part}\n\n${table(rows, columns)}\n\n${verdict(rows)}`;
}

/** A row with a note is known to differ, so it does not count. */
function verdict(rows: readonly StudiedRow[]): string {
  const compared = rows.filter(({ difference, note }) => difference !== null && note === undefined);
  if (compared.length === 0) return `${rows.length} rows, none to compare.`;
  const largest = Math.max(...compared.map(({ difference }) => Math.abs(difference ?? 0))).toFixed(4);
  return `${rows.length} rows; ${compared.length} compared, largest difference ${largest}.`;
}

/** Published numbers keep the digits that were printed; ours show four decimals. */
function cell(name: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return name === "note" ? "" : "–";
  if (typeof value !== "number" || !ours.has(name)) return String(value);
  return value.toFixed(4).replace(/^-(0\.0+)$/, "$1");
}

const ours: ReadonlySet<string> = new Set(["value", "low", "high", "difference"]);

/** "shortageCost" is read as "shortage cost". */
function title(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
