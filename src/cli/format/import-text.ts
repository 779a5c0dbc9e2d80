import type { ImportReport, RejectedRow } from "../../store/import-report.js";
import { count, percent } from "./number.js";
import { facts } from "./table.js";

/** What an import read, filled in and left out. */
export function importText(report: ImportReport): string {
  const { series, periods, frequency, firstDate, lastDate, returns, rejected } = report;
  const lines: (readonly [string, string])[] = [
    ["series", count(series) + startingLate(report)],
    ["periods", `${count(periods)} (${frequency}, ${firstDate} to ${lastDate})`],
    ["rows", count(report.rowsRead)],
    ["units sold", count(report.unitsSold)],
    ["gaps", report.gapsFilled === 0 ? "none" : `${count(report.gapsFilled)} periods without a row`],
    ["out of stock", `${percent(report.outOfStockShare)} of periods`],
  ];
  if (report.duplicates > 0) lines.push(["duplicates", `${count(report.duplicates)} rows added to others`]);
  if (returns.rows > 0) lines.push(["returns", `${count(returns.rows)} rows, ${count(returns.units)} units`]);
  if (report.closedDays > 0) lines.push(["closed days", `${count(report.closedDays)} left out`]);
  lines.push(["rejected rows", rejected.rows === 0 ? "none" : count(rejected.rows)]);
  return [facts(lines), ...rejected.examples.map(rejectedText), ...report.notes].join("\n");
}

function startingLate({ seriesStartingLate }: ImportReport): string {
  return seriesStartingLate === 0 ? "" : ` (${count(seriesStartingLate)} start after the first period)`;
}

function rejectedText({ file, line, column, found }: RejectedRow): string {
  const place = [line === undefined ? file : `${file} line ${line}`, column && `column ${column}`];
  return `  ${place.filter(Boolean).join(", ")}: ${found}`;
}
