import type { BacktestReport } from "../../evaluation/backtest-report.js";
import { headline } from "../../store/report/headline.js";
import { summaryTable } from "../../store/report/summary-table.js";

/** The table of policies, the result in words, and what the reader must know. */
export function backtestText(report: BacktestReport): string {
  const { result, details } = headline(report);
  return [summaryTable(report), "", result, ...details, ...report.notes].join("\n");
}
