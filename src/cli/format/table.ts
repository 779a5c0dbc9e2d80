/** A column of a printed table. Numbers stand right, words stand left. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly align?: "left" | "right";
}

/** Rows under their titles, columns aligned, two blanks between; no line ends in blanks. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const titles = columns.map(({ title }) => title);
  const cells = [titles, ...rows.map((row) => columns.map(({ text }) => text(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => [...line[index]].length)));
  const padded = (cell: string, index: number) => pad(cell, widths[index], columns[index].align);
  return cells.map((line) => line.map(padded).join("  ").trimEnd()).join("\n");
}

/** Names and what they stand for, one a line. */
export function facts(entries: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const blanks = " ".repeat(width - [...text].length);
  return align === "left" ? text + blanks : blanks + text;
}
