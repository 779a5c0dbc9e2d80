import type { QuickStarted } from "../../jobs/quickstart.js";
import { backtestText } from "./backtest-text.js";
import { facts } from "./table.js";

/** The table of the backtest, and where the files are. */
export function quickstartText({ backtest, files }: QuickStarted): string {
  return `${backtestText(backtest)}\n\n${facts(Object.entries(files))}`;
}
