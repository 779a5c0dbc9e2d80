/** A cell: text, or a number; undefined is an empty cell. */
export type Cell = string | number | undefined;

/**
 * One line of CSV with its line end (RFC 4180). A text that a spreadsheet would run as a formula (it
 * starts with = + - @, tab or carriage return) gets an apostrophe in front; numbers never do.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return numberText(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** At most six decimals, never an exponent, never "-0". */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Number.isInteger(value)) return BigInt(value).toString();
  const text = value.toFixed(6).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
